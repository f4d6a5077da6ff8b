"""A vetted corpus and a moment to what the public may see, field by field."""

from site_builder.disclose.alone import disclose_alone
from site_builder.disclose.article_checks import article_problems
from site_builder.disclose.assessment import assessment_missing
from site_builder.disclose.calendars import calendar_missing
from site_builder.disclose.changes import Change, changes, changes_of
from site_builder.disclose.corpus import Disclosed, disclose, disclose_again
from site_builder.disclose.deadlines import Owed, owed
from site_builder.disclose.due_words import due_said
from site_builder.disclose.explain import Explanation, explain
from site_builder.disclose.impact import Impact, impact, moved_ends
from site_builder.disclose.missing import Missing, judge_missing
from site_builder.disclose.naming import Naming
from site_builder.disclose.notice import lawful_values
from site_builder.disclose.own_texts import structured
from site_builder.disclose.subject import Subject, Subjects
from site_builder.disclose.taken_down import take_down
from site_builder.disclose.withheld import (
    culprits,
    shown_texts,
    telling,
    withheld_values,
)

__all__ = [
    "Change",
    "Disclosed",
    "Explanation",
    "Impact",
    "Missing",
    "Naming",
    "Owed",
    "Subject",
    "Subjects",
    "article_problems",
    "assessment_missing",
    "calendar_missing",
    "changes",
    "changes_of",
    "culprits",
    "disclose",
    "disclose_again",
    "disclose_alone",
    "due_said",
    "explain",
    "impact",
    "judge_missing",
    "lawful_values",
    "moved_ends",
    "owed",
    "shown_texts",
    "structured",
    "take_down",
    "telling",
    "withheld_values",
]
