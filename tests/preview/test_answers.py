"""The preview: what nobody has signed shows, on this machine alone, with what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from werkzeug.test import Client

from site_builder.preview import Answers, Desk, answers
from tests.office import Office, article, case, listing, tree
from tests.preview.desks import HERE, NOW, saved

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

PAGE = "/typical-cases/tc-1.html"


@pytest.fixture
def client(desk: Desk) -> Client:
    return Client(Answers(desk, "en"))


def get(client: Client, address: str) -> TestResponse:
    return client.get(address, base_url=HERE)


def test_a_draft_shows_and_is_called_one(office: Office, desk: Desk, client: Client) -> None:
    draft = article("新写的一段。", id="tc-2")
    saved(desk, lambda: office.write("typical-cases/b.md", draft))
    found = get(client, "/typical-cases/tc-2.html")
    assert (found.status_code, found.mimetype) == (200, "text/html")
    assert "新写的一段。" in found.text
    assert 'data-standing="draft"' in found.text
    assert "tc-2" in get(client, "/typical-cases/").text
    assert office.build(str(NOW)).withheld == [("tc-2", "unvetted")]
    assert not (office.site / "typical-cases/tc-2.html").exists()


def test_what_was_changed_since_it_was_signed_shows_as_it_is_written(
    office: Office, desk: Desk, client: Client
) -> None:
    office.build(str(NOW))
    assert 'data-standing="signed"' in get(client, PAGE).text
    assert "签1号" in get(client, PAGE).text
    saved(desk, lambda: office.write("typical-cases/a.md", article("改过的一段。")))
    found = get(client, PAGE).text
    assert 'data-standing="changed"' in found
    assert "改过的一段。" in found
    assert "changed since its sign-off of 2025-04-02" in found


def test_what_was_found_stands_beside_the_page(office: Office, desk: Desk, client: Client) -> None:
    body = "欧阳建国（身份证号码15010219850307123X）领到工资。"
    saved(desk, lambda: office.write("typical-cases/b.md", article(body, id="tc-2")))
    found = get(client, "/typical-cases/tc-2.html")
    assert found.status_code == 200
    assert "content/typical-cases/b.md:10: body: " in found.text
    assert "欧阳某" in found.text.rpartition("<aside")[2]
    assert "<aside" in get(client, "/").text
    overview = get(client, "/@/").text
    assert "content/typical-cases/b.md:10: body: " in overview
    assert 'href="/typical-cases/tc-2.html"' in overview


def test_no_file_but_a_page_is_touched(office: Office, client: Client) -> None:
    office.build(str(NOW))
    for name in ("data/listings.csv", "feed.atom", "search/entry.json"):
        assert get(client, f"/{name}").data == (office.site / name).read_bytes(), name


def test_what_tells_whom_its_case_is_about_is_held_back_and_says_why(
    office: Office, desk: Desk, client: Client
) -> None:
    party = {"party_kind": "natural_person"}
    cases = [case(1, name="欧阳建国", party=party, issued_on="2025-05-01")]
    saved(desk, lambda: office.write("cases/a.yml", cases))
    address = "/typical-cases/tc-2.html"
    told = article("欧阳建国付清工资。", id="tc-2", cases=["tc-0001"])
    saved(desk, lambda: office.write("typical-cases/b.md", told))
    found = get(client, address)
    assert found.status_code == 404
    assert "content/typical-cases/b.md" in found.text
    assert "preview-findings" not in get(client, "/").text
    mended = article("某某付清工资。", id="tc-2", cases=["tc-0001"])
    saved(desk, lambda: office.write("typical-cases/b.md", mended))
    assert get(client, address).status_code == 200


def test_a_page_is_the_same_as_released_but_for_the_bar(office: Office, client: Client) -> None:
    office.build(str(NOW))
    before, aside, after = get(client, PAGE).text.partition('<link rel="stylesheet" href="/@/')
    assert before + after[after.index("</body>") :] == office.page(PAGE[1:])
    assert aside


def test_a_listing_after_its_last_day(client: Client) -> None:
    now = get(client, "/listings/t-0001.html")
    assert "远穗" in now.text
    assert 'href="/@2028-03-02/listings/t-0001.html"' in now.text
    after = get(client, "/@2028-03-02/listings/t-0001.html")
    assert after.status_code == 200
    assert "远穗" not in after.text
    assert "远穗" not in get(client, "/@2028-03-02/listings/").text
    assert 'href="/listings/t-0001.html"' in after.text, "the way back"
    assert "远穗" in get(client, "/@2028-03-01/listings/t-0001.html").text


def test_what_is_public_later_says_from_when_on(office: Office, desk: Desk, client: Client) -> None:
    later = article(id="tc-2", published_on="2025-06-09", embargo_until="2025-06-09T09:30")
    saved(desk, lambda: office.write("typical-cases/b.md", later))
    address = "/typical-cases/tc-2.html"
    found = get(client, address)
    assert found.status_code == 404
    assert f'href="/@2025-06-09T09:30{address}"' in found.text
    assert f'href="/@2025-06-09T09:30{address}"' in get(client, "/@/").text
    assert get(client, f"/@2025-06-09T09:30{address}").status_code == 200
    assert get(client, f"/@2025-06-09T09:29{address}").status_code == 404


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/listings", "/listings/"),
        ("/@2025-07-01/listings", "/@2025-07-01/listings/"),
        ("/qx/search/index.html", "/search/index.html"),
        ("/@/at?day=2025-07-01", "/@2025-07-01/"),
        ("/qx//evil.example/x", "/evil.example/x"),
    ],
)
def test_a_way_to_the_page_that_is_meant(client: Client, address: str, to: str) -> None:
    found = get(client, address)
    assert (found.status_code, found.location) == (302, to)


@pytest.mark.parametrize(
    "address",
    [
        "/nothing.html",
        "/@x/",
        "/@2025-13-01/",
        "/@0001-01-01/",
        "/@9999-12-31/",
        "/@/none",
        "/@/at?day=x",
        "/../content",
    ],
)
def test_what_is_not_there(client: Client, address: str) -> None:
    assert get(client, address).status_code == 404


def test_only_this_machine_by_its_own_name_may_read(client: Client) -> None:
    for host in ("http://evil.example", "http://192.168.1.5:8000", "http://127.0.0.1.evil.example"):
        for address in ("/", "/@/archive?q=t-0001", "/@/changes"):
            found = client.get(address, base_url=host)
            assert found.status_code == 400
            assert "t-0001" not in found.text
    assert client.get("/", base_url="http://localhost:1234").status_code == 200


def test_other_sites_may_neither_read_nor_frame_it(client: Client) -> None:
    for address in ("/", "/@/", "/data/listings.json", "/@/preview.js", "/nothing.html"):
        headers = get(client, address).headers
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"


def test_nothing_can_be_sent_to_it(client: Client) -> None:
    for send in (client.post, client.put, client.delete):
        assert send("/@/archive", base_url=HERE).status_code == 405
    assert client.head("/", base_url=HERE).status_code == 200


def test_without_a_site_the_errors_show_until_they_are_mended(
    office: Office, desk: Desk, client: Client
) -> None:
    text = (office.content / "site.yml").read_text("utf-8")
    saved(desk, lambda: office.write("site.yml", text.replace("publisher: hrss", "")))
    found = get(client, "/")
    assert found.status_code == 503
    assert "content/site.yml" in found.text
    assert "expected a file that says who publishes" in get(client, "/@/archive?q=x").text
    saved(desk, lambda: office.write("site.yml", text))
    assert get(client, "/").status_code == 200


def test_a_broken_template_is_named_with_its_line(
    office: Office, desk: Desk, client: Client
) -> None:
    def write() -> None:
        folder = office.folders.site / "templates/pages"
        folder.mkdir(parents=True)
        (folder / "article.html").write_text("line one\n{{ nothing.at.all }}\n", "utf-8")

    saved(desk, write)
    found = get(client, PAGE)
    assert found.status_code == 500
    assert "templates/pages/article.html:2: " in found.text
    assert get(client, "/").status_code == 200


def test_looking_writes_nothing_but_the_archive(office: Office, client: Client) -> None:
    before = tree(office.folders.site)
    for address in ("/", "/@/", PAGE, "/@2026-01-01/", "/search/entry.json"):
        get(client, address)
    assert tree(office.folders.site) == before
    get(client, "/@/archive?q=t-0001")
    names = tree(office.folders.site).keys() - before.keys()
    assert {name.split("/")[0] for name in names} == {".site-builder"}


class TestArchive:
    """The office's archive, asked in a browser."""

    @staticmethod
    def asked(client: Client, query: str) -> str:
        found = get(client, f"/@/archive?q={quote(query)}")
        assert found.status_code == 200
        return found.text

    def test_a_draft_is_found_in_its_real_state(
        self, office: Office, desk: Desk, client: Client
    ) -> None:
        draft = [listing(7, name="测试区未签建筑有限公司")]
        saved(desk, lambda: office.write("listings/b.yml", draft))
        found = self.asked(client, "未签建筑")
        assert 'data-total="1"' in found
        assert 'data-id="t-0007"' in found
        assert 'href="/listings/t-0007.html"' in found
        assert "content/listings/b.yml:1" in found
        assert 'data-id="t-0007"' in self.asked(client, "state:unvetted")
        assert 'data-total="0"' in self.asked(client, "未签建筑 state:in_force")

    def test_answers_divide_and_each_part_can_be_asked_for(self, client: Client) -> None:
        found = self.asked(client, "hrss OR t-0001 OR kind:typical-case")
        part = quote("(hrss OR t-0001 OR kind:typical-case) kind:listing", safe="/")
        assert f"/@/archive?q={part}" in found
        narrowed = self.asked(client, "(hrss OR t-0001 OR kind:typical-case) kind:listing")
        assert 'data-total="1"' in narrowed

    def test_what_cannot_be_asked_is_said_kindly(self, client: Client) -> None:
        assert "no field &#39;nam&#39;; did you mean &#39;name&#39;?" in self.asked(client, "nam:x")
        assert "expected a" not in self.asked(client, "")

    def test_a_slip_is_answered_by_what_is_like_it(self, client: Client) -> None:
        assert "测试区远穗1号建筑劳务有限公司</a>" in self.asked(client, "远穗1号建筑劳物")

    def test_what_is_typed_stays_text(self, client: Client) -> None:
        bait = '"><script>alert(1)</script>'
        assert bait not in self.asked(client, bait)
        assert "&#34;&gt;&lt;script&gt;" in self.asked(client, bait)

    def test_more_are_shown_on_request(self, office: Office, desk: Desk, client: Client) -> None:
        many = [listing(number) for number in range(100, 170)]
        saved(desk, lambda: office.write("listings/c.yml", many))
        first = self.asked(client, "建筑劳务")
        assert first.count("data-result") == 50
        assert "limit=250" in first
        every = get(client, f"/@/archive?q={quote('建筑劳务')}&limit=250").text
        assert every.count("data-result") == 71
        assert "limit=" not in every

    def test_where_no_more_are_shown_none_are_promised(
        self, office: Office, desk: Desk, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(answers, "_MOST", 60)
        many = [listing(number) for number in range(100, 170)]
        saved(desk, lambda: office.write("listings/c.yml", many))
        assert "limit=60" in self.asked(client, "建筑劳务")
        every = get(client, f"/@/archive?q={quote('建筑劳务')}&limit=60").text
        assert every.count("data-result") == 60
        assert "limit=" not in every
        assert 'data-total="71"' in every
