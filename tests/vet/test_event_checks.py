"""Events that cannot have happened hold the record back; what hides is honoured all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from site_builder.vet.event_checks import EVENT_CHECKS
from tests.law.explained import an_event, an_office, asked, case, holding, listing, ordered
from tests.office import codes

if TYPE_CHECKING:
    from pathlib import Path


def found(folder: Path, *events: dict[str, Any], **more: Any) -> tuple[list[str], list[str]]:
    """What ``check`` says of a listing's events, and its state, signed or not."""
    office = holding(folder, listing(1, events=list(events), **more))
    ran = ordered(office, "check", "--as-of", "2026-06-01")
    said = [line.partition(": ")[2] for line in ran.out.splitlines()]
    return said, [asked(office, "t-0001", "2026-06-01")["state"]]


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("resumed", "resumption"),
        ("unshielded", "end of shielding"),
        ("contest_ended", "end of reconsideration or lawsuit"),
        ("objection_answered", "answer to an objection"),
        ("removal_refused", "refusal of removal"),
        ("correction_answered", "answer to a request for correction"),
    ],
)
def test_what_had_not_begun_cannot_end(tmp_path: Path, kind: str, word: str) -> None:
    assert found(tmp_path, an_event(kind, "2025-05-01")) == (
        [f"events[0].kind: nothing stands on 2025-05-01 that an event '{word}' could end"],
        ["unvetted"],
    )


def test_a_restoration_without_a_removal_names_the_article(tmp_path: Path) -> None:
    said, state = found(tmp_path, an_event("restored", "2025-05-01"))
    assert said == [
        (
            "events[0].kind: nothing stands on 2025-05-01 that an event 'restoration' could end"
            " (令45 第十五条)"
        )
    ]
    assert state == ["unvetted"]


def test_a_removal_of_another_party_may_be_undone_here(tmp_path: Path) -> None:
    number = "测人社列字〔2025〕9号"
    removed = listing(1, document=number, events=[an_event("removed_early", "2025-10-01")])
    restored = listing(2, document=number, events=[an_event("restored", "2026-01-01")])
    office = holding(tmp_path, removed, restored)
    assert asked(office, "t-0002", "2026-02-01")["state"] == "in_force"
    assert asked(office, "t-0001", "2026-02-01")["state"] == "removed_early"


@pytest.mark.parametrize(
    "events",
    [
        [("removed_early", "2025-10-01"), ("restored", "2026-01-01"), ("restored", "2026-03-01")],
        [
            ("removed_early", "2025-10-01"),
            ("entered_in_error", "2025-10-02"),
            ("restored", "2026-01-01"),
        ],
    ],
)
def test_no_term_starts_anew_where_no_removal_stands(
    tmp_path: Path, events: list[tuple[str, str]]
) -> None:
    undone = {"event": {"kind": "removed_early", "on": "2025-10-01"}}
    written = [an_event(k, on, **(undone if k == "entered_in_error" else {})) for k, on in events]
    said, state = found(tmp_path, an_event("remedied", "2025-03-02"), *written)
    on = events[-1][1]
    assert said == [
        (
            f"events[3].kind: nothing stands on {on} that an event 'restoration' could end"
            " (令45 第十五条)"
        )
    ]
    assert state == ["unvetted"]


def test_a_second_removal_may_be_undone_like_the_first(tmp_path: Path) -> None:
    days = [("2025-10-01", "2025-11-01"), ("2026-03-01", "2026-03-01")]
    events = [
        an_event(kind, on)
        for pair in days
        for kind, on in zip(("removed_early", "restored"), pair, strict=True)
    ]
    office = holding(tmp_path, listing(1, events=[an_event("remedied", "2025-03-02"), *events]))
    told = asked(office, "t-0001", "2026-06-01")
    assert (told["state"], told["starts_on"]) == ("in_force", "2026-03-01")


def test_no_event_that_hides_is_refused_for_its_day(tmp_path: Path) -> None:
    said, state = found(tmp_path, an_event("revoked", "2024-09-30"))
    assert said == [
        "events[0].on: expected a day not before the decision of 2025-03-01, found '2024-09-30'"
    ]
    assert state == ["revoked"]
    office = holding(tmp_path / "again", listing(1, events=[an_event("revoked", "2024-09-30")]))
    report = office.build("2026-06-01")
    assert (codes(report), report.outcome.value) == (["contradicting-event"], "published")


def test_an_event_that_shows_cannot_come_before_the_decision(tmp_path: Path) -> None:
    said, state = found(tmp_path, an_event("amended", "2024-09-30", field="decision.reason"))
    assert said == [
        "events[0].on: expected a day not before the decision of 2025-03-01, found '2024-09-30'"
    ]
    assert state == ["unvetted"]


def test_payment_and_prosecution_may_come_before_the_decision(tmp_path: Path) -> None:
    events = [an_event("criminal_proceedings", "2025-01-10"), an_event("remedied", "2025-02-10")]
    assert found(tmp_path, *events) == ([], ["in_force"])


def test_a_faulty_event_leaves_the_last_good_version_standing(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1))
    office.build("2025-06-01")
    office.signed("listings/all.jsonl", [listing(1, events=[an_event("resumed", "2025-06-02")])])
    report = office.build("2025-06-03")
    assert (codes(report), office.shown()) == (["contradicting-event"], {"t-0001"})


def test_a_term_that_ends_by_itself_knows_no_renewal(tmp_path: Path) -> None:
    said, state = found(tmp_path, an_event("renewed", "2028-03-01"))
    assert said == [
        (
            "events[0].kind: the regime 'arrears-list-2022' knows no renewal: its term ends by"
            " itself (第十一条)"
        )
    ]
    assert state == ["unvetted"]


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (
            [an_event("remedied", "2025-03-02"), an_event("removed_early", "2025-09-02")],
            "removed on 2025-09-02, before it could be applied for from 2025-09-03",
        ),
        ([an_event("remedied", "2025-03-02"), an_event("removed_early", "2025-09-03")], None),
        (
            [an_event("removed_early", "2025-09-03")],
            "removed on 2025-09-03 without the event that its waiting time runs from",
        ),
        (
            [
                an_event("remedied", "2025-03-02"),
                an_event("new_violation", "2025-04-01"),
                an_event("removed_early", "2025-10-01"),
            ],
            "removed on 2025-10-01, though an event 'new violation' bars it (第十二条、第十三条)",
        ),
    ],
)
def test_a_removal_beside_the_law_is_honoured_and_told(
    tmp_path: Path, events: list[dict[str, Any]], said: str | None
) -> None:
    told, state = found(tmp_path, *events)
    last = len(events) - 1
    assert told == ([f"events[{last}].on: {said}"] if said else [])
    assert state == ["removed_early"]


def test_a_removal_where_the_law_knows_none_is_honoured_and_told(tmp_path: Path) -> None:
    said, state = found(tmp_path, an_event("removed_early", "2025-10-01"), regime="nm-credit-2021")
    assert said == [
        (
            "events[0].on: removed on 2025-10-01 under a regime without early removal"
            " (三年公示期内，不予修复)"
        )
    ]
    assert state == ["removed_early"]


def test_a_recall_names_one_of_the_places(tmp_path: Path) -> None:
    places = [{"channel": "信用中国"}]
    recalled = an_event("recalled", "2025-10-01", channel="信用中囯")
    said, state = found(tmp_path, recalled, also_published=places)
    assert said == ["events[0].channel: no place '信用中囯' here; did you mean '信用中国'?"]
    assert state == ["in_force"]


def test_a_recall_needs_no_sign_off(tmp_path: Path) -> None:
    places = [{"channel": "信用中国", "url": "https://example.gov.cn/x"}]
    office = holding(tmp_path, listing(1, also_published=places))
    recalled = an_event("recalled", "2025-10-01", channel="信用中国")
    office.write("listings/all.jsonl", [listing(1, also_published=places, events=[recalled])])
    report = office.build("2025-10-02")
    assert (codes(report), office.shown()) == ([], {"t-0001"})
    assert office.files_with("信用中国") == []


def test_every_check_is_asked() -> None:
    from site_builder.vet.checks import CHECKS  # noqa: PLC0415 - beside what it is about

    assert set(EVENT_CHECKS) <= set(CHECKS)


def test_a_name_in_an_article_is_a_finding_unless_it_is_a_link(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1), listing(2))
    office.set_up(only_warn=["firm-name"])
    name = listing(1)["employer"]["name"]
    body = f"第一行。\n\n[{name}](listing:t-0001)拖欠工资。\n\n后来{name}付清了。\n"
    front = "id: tc-9\ntitle: 讨薪\norgan: hrss\nregime: typical-case\noccurred_in: '150102'\n"
    text = f"---\n{front}published_on: 2025-04-01\n---\n\n{body}"
    office.signed("typical-cases/tc-9.md", text)
    ran = ordered(office, "check", "--as-of", "2025-06-01")
    assert ran.code == 0
    told = [line for line in ran.out.splitlines() if "listed employer" in line]
    expected = (
        "content/typical-cases/tc-9.md:14: body: expected a listed employer's name only as"
        " [\N{HORIZONTAL ELLIPSIS}](listing:t-0001): in plain words it would stay when the"
        " listing ends"
    )
    assert told == [expected]


def test_a_name_without_its_place_and_form_is_a_finding_too(tmp_path: Path) -> None:
    names = ["朔禾建筑劳务有限公司", "朔云公司", "房地产开发有限公司"]
    names = [f"呼和浩特市{name}" for name in names]
    office = holding(tmp_path, *(listing(at, name=name) for at, name in enumerate(names, 1)))
    front = "id: nw-9\ntitle: 讨薪\norgan: hrss\npublished_on: 2025-04-01\n"
    body = "朔禾建筑劳务付清了。\n\n某建筑劳务公司、朔云、房地产开发商也付清了。\n"
    office.signed("news/nw-9.md", f"---\n{front}---\n\n{body}")
    ran = ordered(office, "check", "--as-of", "2025-06-01")
    told = [line.split(" ")[0] for line in ran.out.splitlines() if "listed employer" in line]
    assert told == ["content/news/nw-9.md:8:"]


def test_a_name_in_traditional_characters_is_a_finding_too(tmp_path: Path) -> None:
    office = holding(tmp_path, listing(1, name="测试区乾达建设劳务有限公司"))
    front = "id: nw-9\ntitle: 讨薪\norgan: hrss\npublished_on: 2025-04-01\n"
    body = "測試區乾達建設勞務有限公司付清了。\n\n后来，测试区乾达建設劳务有限公司付清了。\n"
    office.signed("news/nw-9.md", f"---\n{front}---\n\n{body}")
    ran = ordered(office, "check", "--as-of", "2025-06-01")
    told = [line.split(" ")[0] for line in ran.out.splitlines() if "listed employer" in line]
    assert told == ["content/news/nw-9.md:8:", "content/news/nw-9.md:10:"]


def test_an_office_without_articles_or_listings_has_no_findings(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assert ordered(office, "check").code == 0


def test_a_penalty_that_falls_without_a_reason_is_told(tmp_path: Path) -> None:
    silent = case(1, events=[an_event("revoked", "2026-05-10")])
    said = case(2, events=[an_event("changed", "2026-05-10", reason="复议决定变更罚款数额")])
    order = case(3, type="payment_order", events=[an_event("revoked", "2026-05-10")])
    office = holding(tmp_path, silent, said, order)
    ran = ordered(office, "check", "--as-of", "2026-06-01")
    assert [line.partition(": ")[2] for line in ran.out.splitlines()] == [
        (
            "events[0].reason: expected the reason, which is published when a penalty is withdrawn"
            " (行政处罚法第四十八条), found none"
        )
    ]
    assert ran.code == 0
