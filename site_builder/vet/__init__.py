"""A corpus to a vetted one: sign-offs, references, and which version of a record stands."""

from site_builder.vet.corpus import VettedCorpus, vet
from site_builder.vet.honoured import signature
from site_builder.vet.sign_offs import Signable, same_person, sign_off_problem

__all__ = ["Signable", "VettedCorpus", "same_person", "sign_off_problem", "signature", "vet"]
