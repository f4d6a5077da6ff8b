"""One article in every form: what is carried, what is left, and whom it names."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from site_builder.model.moment import Moment
from site_builder.prepare import reading
from site_builder.press import Piece, PressError, piece_of, plain, printed, wechat
from site_builder.render.theme import Theme
from tests.office import Office, article, case, listing
from tests.press.pieces import BODY, DAY, NAME, office
from tests.shown import photograph, png

if TYPE_CHECKING:
    from pathlib import Path

THEME = Theme(None)
SIGNED = "2025-04-02"


@pytest.fixture
def made(tmp_path: Path) -> Office:
    source = {"name": "区人社局", "title": "讨薪记", "date": "2025-03-30"}
    return office(tmp_path, source=source)


def piece(of: Office, as_of: str = DAY, *, name: str = "tc-1", with_names: bool = False) -> Piece:
    moment = Moment.parse(as_of)
    with reading(of.folders, moment, as_if_signed=True) as found:
        subject = found.subjects.get(name)
        assert subject is not None
        return piece_of(found, subject, moment, content=of.content, with_names=with_names)


def forms(given: Piece) -> dict[str, str]:
    return {
        "text": plain(given).decode(),
        "wechat": wechat(given, THEME).page.decode(),
        "print": printed(given, THEME, "测试").decode(),
    }


def test_the_text_has_everything_in_lines(made: Office) -> None:
    text = plain(piece(made)).decode()
    assert text.startswith("工地调解拿回工资\n\n测试区人力资源和社会保障局　发生地：")
    for lines in (
        "\n\n基本案情\n\n　　工地欠薪，涉及某公司和某公司。工人多次讨要[1]。\n　　【图1：",
        "\n| 工人甲   |     12,000 |\n",
        "\n　　1. 先期垫付；\n　　2. 余款付清：\n　　　　· 现场发放；\n",
        "\n各县人数\n| 旗县区 | 人数 |\n",
        "\n　　　　干了活就该拿到钱。\n",
        "见通报（PDF，1 KB）、办法原文（https://www.gov.cn/a.html）、",
        "\n　　【图2：工资当面发放。】\n",
        "\n一组数\n\n　　补发的工资：66万余元\n",
        "\n　　· 2023年1月14日 某公司付清工资\n",
        "\n各月投诉（单位：件）\n\n| 月份 | 受理 | 办结 |\n",
        "\n| 1月  | 1200 |  900 |\n",
        "\n注释\n[1] 保障农民工工资支付条例第三条。\n",
        "\n来源：区人社局《讨薪记》，2025年3月30日\n",
    ):
        assert lines in text
    assert text.endswith("（正文324字，不计标题和空格）\n")
    assert "<" not in text


def test_the_notes_of_a_text_bear_the_numbers_that_call_them(tmp_path: Path) -> None:
    made = Office(tmp_path / "site")
    notes = "[^a]: 两种办法：\n\n    - 协商\n    - 投诉\n\n[^b]: 条例第三条。"
    made.signed("typical-cases/tc-1.md", article(f"讨要[^a]以后付清[^b]。\n\n{notes}"))
    text = plain(piece(made)).decode()
    assert "讨要[1]以后付清[2]。" in text
    assert "\n注释\n[1] 两种办法： 协商 投诉\n[2] 条例第三条。\n" in text


def test_wechat_gets_what_its_editor_keeps(made: Office) -> None:
    article = wechat(piece(made), THEME)
    page = article.page.decode()
    inside = page.partition("<body>")[2]
    assert not re.search(r"<(script|style|form|svg|img|div|iframe|input)\b", inside)
    assert not re.search(r"\b(class|id|on\w+|data-[\w-]+)=", inside)
    assert re.findall(r'href="([^"]*)"', inside) == ["https://mp.weixin.qq.com/s/abc"]
    assert '<h2 style="' in inside
    assert 'text-align: right;">12,000</td>' in inside
    assert "办法原文（https://www.gov.cn/a.html）" in inside
    assert inside.count(">1200</td>") == 1
    assert "1,500" not in inside
    assert article.title == "工地调解拿回工资"
    assert article.summary == (
        "工地欠薪，涉及某公司和某公司。工人多次讨要。见通报、办法原文、公众号和信用修复。"
    )


def test_pictures_lie_beside_it_in_the_order_in_which_they_are_asked_for(made: Office) -> None:
    article = wechat(piece(made), THEME)
    names = ["01-工人代表领到工资.png", "02-第二张.png"]
    assert article.pictures == tuple(zip(names, (png(), png(9)), strict=True))
    asked = re.findall(r"【此处插入第\d张图：([^】]+)】", article.page.decode())
    assert asked == names


def test_a_photograph_goes_out_in_one_size_that_every_editor_takes(tmp_path: Path) -> None:
    made = Office(tmp_path)
    made.write("typical-cases/site.webp", webp())
    made.signed("typical-cases/a.md", article("字\n\n![工地](site.webp)"), on=SIGNED)
    given = piece(made)
    ((name, data),) = wechat(given, THEME).pictures
    assert name == "01-工地.jpg"
    assert Image.open(io.BytesIO(data)).size == (1440, 1080)
    page = printed(given, THEME, "x").decode()
    assert f'src="data:image/jpeg;base64,{base64.b64encode(data).decode()}"' in page
    assert not re.search("srcset|loading", page)


def webp() -> bytes:
    written = io.BytesIO()
    Image.open(io.BytesIO(photograph())).save(written, "webp")
    return written.getvalue()


def test_print_holds_its_pictures_and_asks_for_nothing(made: Office) -> None:
    page = printed(piece(made), THEME, "测试区").decode()
    assert base64.b64encode(png()).decode() in page
    assert set(re.findall(r'(?:src|href)="(.{5})', page)) == {"data:"}
    assert "https://example.gov.cn/qx/typical-cases/tc-1.html" in page
    assert "<polyline" in page


def test_firms_are_named_only_where_somebody_asks_and_the_list_still_does(made: Office) -> None:
    for form, text in forms(piece(made)).items():
        assert "远穗" not in text, form
    named = piece(made, with_names=True)
    assert [(each.record, str(each.last_day)) for each in named.named] == [("t-0001", "2028-03-01")]
    assert named.unnamed == ("t-0004",)
    for form, text in forms(named).items():
        assert "远穗公司和某公司" in re.sub(r"<[^>]*>", "", text), form
        assert "云垦" not in text, form
        assert "截至2025年6月1日在列" in text, form
    for form, text in forms(piece(made, "2028-03-02", with_names=True)).items():
        assert "远穗" not in text, form


def test_an_unsigned_listing_is_not_named(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.write("listings/b.yml", [listing(2)])
    made.signed("typical-cases/b.md", article("涉及[岚](listing:t-0002)。", id="tc-2"), on=SIGNED)
    found = piece(made, name="tc-2", with_names=True)
    assert (found.named, found.unnamed) == ((), ("t-0002",))
    assert "某公司" in plain(found).decode()


@pytest.mark.parametrize("change", ["changed", "never signed", "embargoed", "to come"])
def test_what_may_not_go_out_yet_says_so_first_and_last(tmp_path: Path, change: str) -> None:
    made = office(tmp_path)
    if change == "changed":
        made.write("typical-cases/a.md", article(f"{BODY}\n又写一段。\n"))
    elif change == "never signed":
        (made.content / "sign-offs").joinpath("2025.jsonl").unlink()
        made.approve("organs.yml", "listings/a.yml")
    elif change == "embargoed":
        embargo = article(BODY, embargo_until="2025-06-02T09:00")
        made.signed("typical-cases/a.md", embargo, on=SIGNED)
    given = piece(made, "2025-03-20" if change == "to come" else DAY)
    mark = {
        "embargoed": "在2025年6月2日09:00之前不得发布",
        "to come": "在2025年4月1日之前不得发布",
    }.get(change, "未经审签，不得发布")
    text = plain(given).decode().rstrip("\n").split("\n")
    assert (text[0], text[-1]) == (mark, mark)
    assert given.address is None
    for form in ("wechat", "print"):
        inside = forms(given)[form].partition("<body")[2]
        words = re.sub(r"<[^>]*>", "", inside).strip()
        assert words.partition(">")[2].strip().startswith(mark), form
        assert words.endswith(mark), form
    made_for_wechat = wechat(given, THEME)
    assert made_for_wechat.title.startswith(f"【{mark}】")
    assert made_for_wechat.summary.startswith(f"【{mark}】")


@pytest.mark.parametrize("change", ["withdrawn", "held", "found", "literal", "called", "listing"])
def test_what_may_not_go_out_goes_out_in_no_form(tmp_path: Path, change: str) -> None:
    made, name = office(tmp_path), "tc-1"
    match change:
        case "withdrawn":
            front = {"withdrawn": {"on": "2025-05-01", "reason": "有误"}}
            made.signed("typical-cases/a.md", article(BODY, **front), on=SIGNED)
        case "held":
            made.write(
                "holds.yml", [{"id": name, "reason": "dispute", "by": "甲", "on": "2025-05-01"}]
            )
        case "found":
            body = "工人身份证号15010219850307123X。"
            made.signed("typical-cases/a.md", article(body), on=SIGNED)
        case "literal":
            made.signed("typical-cases/a.md", article(f"{NAME}付清。"), on=SIGNED)
        case "called":
            body = "涉及[某单位](listing:t-0001)，远穗1号公司付清。"
            made.signed("typical-cases/a.md", article(body), on=SIGNED)
        case _:
            name = "t-0001"
    with pytest.raises(PressError):
        piece(made, name=name)


def test_whom_a_case_is_about_is_named_only_while_it_is_in_force(tmp_path: Path) -> None:
    made = office(tmp_path)
    event = {"kind": "revoked", "on": "2026-07-01", "reason": "认定事实不清"}
    made.signed(
        "cases/a.yml",
        [case(2, name="内蒙古恒峪建筑有限公司", events=[event]), case(3)],
        on="2026-05-07",
    )
    told = "罚款已由内蒙古恒峪建筑有限公司缴清。"
    front = {"id": "nw-1", "title": "一起处罚", "organ": "hrss", "published_on": "2026-05-08"}
    text = article(told, **front, regime=None, occurred_in=None)
    news = "\n".join(line for line in text.split("\n") if "null" not in line)
    made.signed("news/a.md", news, on="2026-05-08")
    with pytest.raises(PressError, match="tc-0002"):
        piece(made, "2026-06-01", name="nw-1")
    named = piece(made, "2026-06-01", name="nw-1", with_names=True)
    assert [each.record for each in named.named] == ["tc-0002"]
    with pytest.raises(PressError, match="tc-0002"):
        piece(made, "2026-07-01", name="nw-1", with_names=True)


def test_corrections_stand_above_the_text_the_newest_first(tmp_path: Path) -> None:
    notes = [
        {"on": "2025-04-03", "text": "人数更正为32名。"},
        {"on": "2025-05-04", "text": "补注。"},
    ]
    given = piece(office(tmp_path, corrections=notes))
    assert "\n\n更正\n　　2025年5月4日　补注。\n　　2025年4月3日　人数更正为32名。\n\n基本" in (
        plain(given).decode()
    )
    for form in ("wechat", "print"):
        page = forms(given)[form].partition("<body")[2]
        assert (
            page.index("2025年5月4日　补注。")
            < page.index("人数更正为32名。")
            < page.index("基本案情")
        )


def test_what_its_author_wrote_as_summary_is_the_summary(tmp_path: Path) -> None:
    assert wechat(piece(office(tmp_path, summary="一句话。")), THEME).summary == "一句话。"


def test_several_cases_go_out_together(tmp_path: Path) -> None:
    made = office(tmp_path)
    second = article("## 经过\n\n工资付清。", id="tc-2", title="第二件事")
    made.signed("typical-cases/b.md", second, on=SIGNED)
    gone = article("撤回的。", id="tc-3", withdrawn={"on": "2025-05-01"})
    made.signed("typical-cases/c.md", gone, on=SIGNED)
    cases = {"typical_cases": ["tc-1", "tc-2", "tc-3"], "regime": None, "occurred_in": None}
    front = {"id": "nw-1", "title": "两起案例", "organ": "hrss", "published_on": "2025-05-02"}
    text = article("现发布两起案例。", **front, **cases)
    news = "\n".join(line for line in text.split("\n") if "null" not in line)
    made.signed("news/a.md", news, on="2025-05-02")
    given = piece(made, name="nw-1")
    assert (given.left_out, given.marks) == (("tc-3",), ())
    found = plain(given).decode()
    assert "　　现发布两起案例。\n\n案例1　工地调解拿回工资\n\n　　发生地：" in found
    assert "\n\n案例2　第二件事\n\n　　发生地：内蒙古自治区呼和浩特市新城区\n\n经过\n" in found
    assert len(wechat(given, THEME).pictures) == 2
    assert "<h3>经过</h3>" in printed(given, THEME, "测试").decode()
    made.write("typical-cases/b.md", second.replace("付清", "结清"))
    assert piece(made, name="nw-1").marks == ("未经审签，不得发布",)


def test_a_long_title_is_cut_to_what_the_editor_takes(tmp_path: Path) -> None:
    found = wechat(piece(office(tmp_path, title="讨" * 70)), THEME)
    assert found.title == "讨" * 63 + "…"
    assert len(found.summary) <= 120


def test_the_same_article_on_the_same_day_gives_the_same_bytes(made: Office) -> None:
    first, again = piece(made, with_names=True), piece(made, with_names=True)
    assert forms(first) == forms(again)


def test_a_site_may_have_a_look_of_its_own(made: Office) -> None:
    own = made.folders.site / "templates/press"
    own.mkdir(parents=True)
    (own / "wechat.css").write_text("p { color: #123456 }", "utf-8")
    page = wechat(piece(made), Theme(own.parent)).page.decode()
    assert '<p style="color: #123456;">' in page
