"""A corpus to a vetted one: sign-offs, references, and which version of a record stands."""

from site_builder.vet.calendars import CALENDAR
from site_builder.vet.corpus import vet
from site_builder.vet.honoured import signature
from site_builder.vet.sign_offs import Signable, same_person, sign_off_problem
from site_builder.vet.vetted import VettedCorpus

__all__ = [
    "CALENDAR",
    "Signable",
    "VettedCorpus",
    "same_person",
    "sign_off_problem",
    "signature",
    "vet",
]
