"""What each problem code means, in a sentence, and what an editor does about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from site_builder.i18n import _

if TYPE_CHECKING:
    from site_builder.i18n import Message


@dataclass(frozen=True, slots=True)
class Rule:
    """What is wrong under a code, what to do, and whether it only warns."""

    wrong: Message
    help: Message
    is_warning: bool = False


_RECORD_STANDS: Final = _(
    "Mend the field at the place named. Until then the record's last good version stands;"
    " without one it shows nowhere."
)
_FILE: Final = _("Save the file anew as the format that its name says, and as UTF-8.")
_REFERENCE: Final = _("Write the nearest name that the message offers, or add what is missing.")
_TEXT: Final = _(
    "Write what the finding proposes, or let check --fix do it in a draft. A false alarm is let"
    " pass by the sign-off: approve … --waive KEY=REASON."
)
_SIGN: Final = _("Let two people sign what is written now, or undo the change.")
_WARNED: Final = _("Nothing is held back; look whether it is meant so.")
_RELEASE: Final = _("Look at the message; docs/problems.md says what a build does about it.")

_GROUPS: Final[tuple[tuple[str, Rule], ...]] = (
    (
        "empty-file unreadable-file bad-encoding file-too-large unknown-format",
        Rule(_("A file holds nothing that can be read."), _FILE),
    ),
    (
        (
            "not-yaml not-markdown not-json-lines no-front-matter bad-yaml bad-json yaml-too-large"
            " too-deep several-documents line-too-long too-many-problems"
            " article-too-large unresolved-merge"
        ),
        Rule(
            _("A file is not what its name says, or breaks off."),
            _(
                "Mend the line named; check --fix does so for full-width colons, curly quotation"
                " marks and tabs in drafts."
            ),
        ),
    ),
    ("unknown-kind unknown-file", Rule(_("Nothing of this name belongs here."), _REFERENCE)),
    (
        (
            "outside-content foreign-picture missing-picture bad-picture"
            " missing-table bad-attachment missing-attachment"
        ),
        Rule(_("A link leads out of the content folder, or to no picture."), _REFERENCE),
    ),
    (
        (
            "bad-table protected-table table-too-large bad-csv no-headings unsure-row bad-cell"
            " bad-code"
        ),
        Rule(
            _("A table, or a cell of it, cannot be read for certain."),
            _("Mend the table in the program that it is kept in."),
        ),
    ),
    (
        (
            "unknown-field missing-field bad-value bad-length unknown-value not-a-record bad-key"
            " duplicate-key bad-character bad-date bad-number bad-term bad-url bad-id"
            " bad-credit-code bad-registration-number telling-id bad-stage clock-cannot-start"
            " published-before-decision contradicting-event duplicate-day"
        ),
        Rule(_("A field is not there, is not known, or holds something else."), _RECORD_STANDS),
    ),
    (
        "duplicate-id duplicate-year",
        Rule(_("One id or one year stands in two places."), _RECORD_STANDS),
    ),
    (
        (
            "unknown-organ unknown-region unknown-regime unknown-record"
            " unknown-listing unknown-case unknown-typical-case"
            " unknown-person unknown-event bad-parent"
        ),
        Rule(_("A record names something that is not there."), _REFERENCE),
    ),
    (
        "wrong-regime regime-not-in-force field-of-law regime-gone no-site",
        Rule(
            _("The regime does not govern this kind, this day or this site."),
            _("Name the regime that applies, or state the site's ground in site.yml."),
        ),
    ),
    (
        (
            "never-signed changed-after-sign-off self-approved older-sign-off hiding-event-gone"
            " hold-gone"
        ),
        Rule(_("Two people do not stand behind what is written now."), _SIGN),
    ),
    (
        "personal-data",
        Rule(_("A text or a file holds personal data that may not be published."), _TEXT),
    ),
    (
        "assessment-missing",
        Rule(
            _("Persons would be named before an impact assessment was made."),
            _("Name the assessment in site.yml, under impact_assessment."),
        ),
    ),
    (
        "full-name firm-name re-identifiable",
        Rule(_("A text tells who somebody is, whom the law keeps from the public."), _TEXT),
    ),
    (
        "minor",
        Rule(
            _("It concerns a minor."),
            _("Nothing that could tell who a minor is may be published; no site may waive it."),
        ),
    ),
    (
        "presumes-guilt placeholder lookalike-character",
        Rule(_("A text holds words or signs that may not go out."), _TEXT),
    ),
    (
        "leak not-public ended",
        Rule(_("What is not public would show."), _("Write the text anew without it.")),
    ),
    (
        (
            "end-differs term-not-used removed-before-wait correction-unknown reason-missing"
            " unknown-place same-decision-twice literal-name calendar-missing law-changed"
            " mended bad-link shown-as-written heavy-picture moving-picture skipped-heading"
            " link-to-nothing link-will-end embargo-passed batch-apart left-out-of-fragment"
            " untranslated implausible-amount decided-later term-longer"
        ),
        Rule(_("Something is unusual."), _WARNED, is_warning=True),
    ),
    (
        "bad-block unknown-block chart-without-data missing-alt",
        Rule(
            _("A block, or a picture of an article lacks what it is made of."),
            _("docs/press.zh-CN.md has an example of each; write what the message asks for."),
        ),
    ),
    (
        "low-contrast bad-fragment bad-catalog",
        Rule(
            _("Colours, a catalog, or the portal around the pages, cannot be used as they are."),
            _("Mend what the message names; until then the site stands as it last was."),
        ),
    ),
    (
        "not-mended",
        Rule(
            _("A slip, or a finding, that check --fix did not mend."),
            _("Mend it by hand at the place named."),
            is_warning=True,
        ),
    ),
    (
        "file-in-use",
        Rule(
            _("A file is open in another program, write-protected, or was changed meanwhile."),
            _("Close it there and repeat the command."),
        ),
    ),
    (
        (
            "broken-template dead-link unsafe-page malformed vanished memory-lost memory-damaged"
            " shown-again hold-unwritten not-published"
        ),
        Rule(_("The release, or what is remembered of it, is not as it should be."), _RELEASE),
    ),
)
_RULES: Final = {code: rule for codes, rule in _GROUPS for code in codes.split()}
_OTHER: Final = Rule(_("The content is not as it should be."), _RELEASE)


def rule_of(code: str) -> Rule:
    """The rule of a code."""
    return _RULES.get(code, _OTHER)


def has_rule(code: str) -> bool:
    """Whether a code has a rule of its own."""
    return code in _RULES
