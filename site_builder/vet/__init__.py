"""A corpus to a vetted one: sign-offs, references, and which version of a record stands."""

from site_builder.vet.adoption import Pack, judged_by_both, pack_of, unsigned_law
from site_builder.vet.calendars import CALENDAR
from site_builder.vet.corpus import refused_by_law, vet
from site_builder.vet.earlier_terms import (
    TERMS,
    changed_terms,
    longer_term,
    terms_to_remember,
    with_earlier_terms,
)
from site_builder.vet.honoured import signature
from site_builder.vet.plausible import decided_ahead, decided_later, implausible_amount
from site_builder.vet.regime_values import regime_of
from site_builder.vet.regimes import regime_problems
from site_builder.vet.settings import PACK, chrome, settle
from site_builder.vet.sign_offs import Signable, same_person, sign_off_problem
from site_builder.vet.standing import vet_again
from site_builder.vet.vetted import VettedCorpus

__all__ = [
    "CALENDAR",
    "PACK",
    "TERMS",
    "Pack",
    "Signable",
    "VettedCorpus",
    "changed_terms",
    "chrome",
    "decided_ahead",
    "decided_later",
    "implausible_amount",
    "judged_by_both",
    "longer_term",
    "pack_of",
    "refused_by_law",
    "regime_of",
    "regime_problems",
    "same_person",
    "settle",
    "sign_off_problem",
    "signature",
    "terms_to_remember",
    "unsigned_law",
    "vet",
    "vet_again",
    "with_earlier_terms",
]
