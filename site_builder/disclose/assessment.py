"""Whether personal data may go out at all: the impact assessment that must come before it.

个人信息保护法 第五十五条第三项: whoever publishes personal data assesses the impact first, and
keeps a record of it (第五十六条). Without one, ``rules`` withholds whatever names a human being.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder.disclose.policy import field_report
from site_builder.disclose.rules import is_personal
from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.model.record import State
from site_builder.model.regime import Show
from site_builder.model.site import ImpactAssessment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.disclose.subject import Subject, Subjects
    from site_builder.model.moment import Moment


def assessment_missing(subjects: Subjects, as_of: Moment) -> Iterator[Problem]:
    """That names are withheld for want of an assessment; nothing where none would show."""
    if subjects.chrome.site.is_assessed(as_of.day):
        return
    if any(_would_name_somebody(subject, as_of) for subject in subjects.all()):
        yield Problem(
            code="assessment-missing",
            path="content/site.yml",
            field="impact_assessment",
            message=_(
                "expected the impact assessment that comes before personal data goes out"
                " (个人信息保护法 第五十五条), made by {day}: its 'document' and the day 'on' which"
                " it was made; until then nobody is named",
                day=as_of,
            ),
        )


def _would_name_somebody(subject: Subject, as_of: Moment) -> bool:
    if subject.course.state(as_of) is not State.IN_FORCE:
        return False
    site = replace(subject.site, impact_assessment=ImpactAssessment("", as_of.day))
    return any(
        field.shown is not Show.WITHHELD and is_personal(subject.record, field.name)
        for field in field_report(replace(subject, site=site), as_of.day)
    )
