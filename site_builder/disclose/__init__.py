"""A vetted corpus and a moment to what the public may see, field by field."""

from site_builder.disclose.changes import Change, changes
from site_builder.disclose.corpus import Disclosed, disclose
from site_builder.disclose.explain import Explanation, explain
from site_builder.disclose.impact import Impact, impact, moved_ends
from site_builder.disclose.missing import Missing, judge_missing
from site_builder.disclose.notice import lawful_values
from site_builder.disclose.subject import Subject, Subjects
from site_builder.disclose.withheld import culprits, shown_texts, withheld_values

__all__ = [
    "Change",
    "Disclosed",
    "Explanation",
    "Impact",
    "Missing",
    "Subject",
    "Subjects",
    "changes",
    "culprits",
    "disclose",
    "explain",
    "impact",
    "judge_missing",
    "lawful_values",
    "moved_ends",
    "shown_texts",
    "withheld_values",
]
