"""A preview follows what is saved, and shows what one that was begun afterwards shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client

from site_builder.model.moment import Moment
from site_builder.preview import Answers, Desk
from site_builder.preview.rehearsal import Rehearsal
from tests.office import Office, article, listing
from tests.preview.desks import HERE, NOW, saved

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESSES = (
    "/",
    "/@/",
    "/typical-cases/",
    "/typical-cases/tc-1.html",
    "/typical-cases/tc-2.html",
    "/typical-cases/tc-3.html",
    "/feed.atom",
    "/search/entry.json",
    "/@2025-07-01/typical-cases/tc-1.html",
)


@pytest.fixture
def office(office: Office) -> Office:
    """With a draft besides."""
    office.write("typical-cases/b.md", article(id="tc-2", title="另一篇"))
    return office


def shown(desk: Desk) -> dict[str, tuple[int, str]]:
    """What is answered at some addresses, but for the number that differs each time."""
    client = Client(Answers(desk, "en"))
    number = str(desk.number_after(None, 0))
    found = {address: client.get(address, base_url=HERE) for address in ADDRESSES}
    return {
        address: (answer.status_code, answer.text.replace(number, "N"))
        for address, answer in found.items()
    }


CHANGES: dict[str, Callable[[Office], object]] = {
    "other words": lambda o: o.write("typical-cases/a.md", article("改过。")),
    "as it was signed again": lambda o: o.write("typical-cases/a.md", article()),
    "another title": lambda o: o.write("typical-cases/a.md", article(title="改过的标题")),
    "a finding": lambda o: o.write(
        "typical-cases/a.md", article("欧阳建国（15010219850307123X）领到工资。")
    ),
    "a listed firm in its words": lambda o: o.write(
        "typical-cases/a.md", article(f"{listing(1)['employer']['name']}付清。")
    ),
    "an unknown key": lambda o: o.write("typical-cases/a.md", article(unheard="x")),
    "a broken head": lambda o: o.write("typical-cases/a.md", "---\nid: [\n---\n"),
    "nothing": lambda o: o.write("typical-cases/a.md", ""),
    "public later": lambda o: o.write("typical-cases/a.md", article(published_on="2025-06-20")),
    "withdrawn": lambda o: o.write(
        "typical-cases/a.md", article(withdrawn={"on": "2025-05-20", "reason": "内容有误"})
    ),
    "another id": lambda o: o.write("typical-cases/a.md", article(id="tc-3")),
    "the id of another": lambda o: o.write("typical-cases/a.md", article(id="tc-2")),
    "a new file": lambda o: o.write("typical-cases/c.md", article(id="tc-3", title="第三篇")),
    "a file that goes": lambda o: (o.content / "typical-cases/b.md").unlink(),
    "a sign-off": lambda o: o.approve("typical-cases/b.md", on="2025-05-01"),
    "a draft that is not its own": lambda o: o.write("typical-cases/b.md", article(id="tc-1")),
    "a listing": lambda o: o.write("listings/a.yml", [listing(1, decided_on="2025-03-02")]),
    "a picture that is missing": lambda o: o.write("typical-cases/a.md", article("![图](x.png)")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_it_shows_what_a_preview_begun_afterwards_shows(
    office: Office, desk: Desk, change: Callable[[Office], object]
) -> None:
    shown(desk)
    if change is CHANGES["as it was signed again"]:
        saved(desk, lambda: office.write("typical-cases/a.md", article("Anders.")))
    saved(desk, lambda: change(office))
    other = Desk(office.folders, lambda: NOW)
    try:
        assert shown(desk) == shown(other)
    finally:
        other.close()


def test_an_article_is_followed_without_reading_all_content(
    office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(desk)

    def refuse(*_given: object) -> None:
        pytest.fail("all content was read anew")

    monkeypatch.setattr(Rehearsal, "__init__", refuse)
    for words in ("一。", "二。", "欧阳建国领到工资。", "三。"):
        saved(desk, partial(office.write, "typical-cases/a.md", article(words)))
        assert words in shown(desk)["/typical-cases/tc-1.html"][1]


def test_an_article_that_cannot_be_followed_is_read_with_all_content(
    office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("site_builder.preview.rehearsal.vet_again", fail)
    for words in ("一。", "二。"):
        saved(desk, partial(office.write, "typical-cases/a.md", article(words)))
        assert words in shown(desk)["/typical-cases/tc-1.html"][1]


def test_what_editors_keep_beside_a_file_is_no_change(office: Office, desk: Desk) -> None:
    before = desk.number_after(None, 0)
    for name in (".a.md.swp", "~$a.docx", ".#a.md"):
        (office.content / "typical-cases" / name).write_text("x", "utf-8")
    assert desk.number_after(before, 1.0) == before


def test_another_day_is_another_site(office: Office) -> None:
    now = [NOW]
    desk = Desk(office.folders, lambda: now[0])
    try:
        assert shown(desk)["/typical-cases/tc-2.html"][0] == 200
        saved(desk, lambda: now.insert(0, Moment.parse("2025-03-31")))
        assert shown(desk)["/typical-cases/tc-2.html"][0] == 404
    finally:
        desk.close()


def test_what_fails_is_said_and_mended_by_the_next_change(
    office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("site_builder.preview.rehearsal.prepare", fail)
        saved(desk, lambda: office.write("channels.yml", []))
        status, text = shown(desk)["/"]
        assert status == 503
        assert "the program itself failed: ZeroDivisionError" in text
    saved(desk, (office.content / "channels.yml").unlink)
    assert shown(desk)["/"][0] == 200
