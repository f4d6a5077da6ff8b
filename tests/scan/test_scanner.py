"""What the net finds, and what it lets pass."""

from __future__ import annotations

import gzip
import html
import json
import re
import unicodedata
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.text import fold
from site_builder.scan import pieces
from site_builder.scan.plain import fold_spaced, tight
from site_builder.scan.scanner import Leak, Scanner, Withheld, folded
from site_builder.scan.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "内蒙古示例建筑工程（集团）有限公司"
CODE = "91150102MA0AAAA1X7"
NUMBER = "示人社列字〔2025〕12号"
PERSON = "张三"
RECORD = Withheld("nm-2025-0012", (NAME, CODE, NUMBER, PERSON))
PATH = "site/listings/index.html"


def _leaks(scanner: Scanner, folder: Path, path: str) -> set[Leak]:
    ((_path, texts),) = Texts(folder).of([path])
    return scanner.leaks(folder, path, texts)


def leaks(
    folder: Path,
    content: str | bytes,
    *,
    path: str = PATH,
    shown: Iterable[str] = (),
    withheld: Iterable[Withheld] = (RECORD,),
) -> list[str]:
    """The ids that a release of one file leaks."""
    file = folder / path
    file.parent.mkdir(parents=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = _leaks(Scanner(list(withheld), list(folded(shown))), folder, path)
    assert {leak.path for leak in found} <= {path}
    return sorted(leak.record for leak in found)


def characters(form: str) -> str:
    """The name with each character escaped."""
    return "".join(form.format(ord(character)) for character in NAME)


@pytest.mark.parametrize(
    "content",
    [
        f"<p>{NAME}</p>",
        f"<p>{NAME.replace('（', '(').replace('）', ')')}</p>",
        characters("&#{};"),
        characters("&#x{:x};"),
        characters("&amp;#x{:x};"),
        html.escape(f'<p title="{NAME}">'),
        f"<img alt='{NAME}'>",
        json.dumps({"name": NAME}),
        json.dumps({"html": f"<b>{NAME[:5]}</b>{NAME[5:]}"}).replace("<", "\\u003c"),
        json.dumps(json.dumps(NAME)),
        f"search/#q={quote(NAME)}",
        f"search/#q={quote(quote(NAME))}",
        fold(NAME),
        " ".join(NAME),
        NAME[:4] + "\n" + NAME[4:],
        "内蒙古<b class='x'>示例</b>建<!-- -->筑工程（集团）有限公司",
        "内蒙古示例建筑工程\u200b集团有限公司",
        f"<![CDATA[<b>{NAME[:3]}</b>{NAME[3:]}]]>",
        CODE.lower(),
        f"代码{CODE}号",
        "９１１５０１０２ＭＡ０ＡＡＡＡ１Ｘ７",
        "示人社列字[2025]12号",
        "示人社列字(2025) 12 号",
    ],
)
def test_long_value_is_found_in_any_spelling(tmp_path: Path, content: str) -> None:
    assert leaks(tmp_path, content) == ["nm-2025-0012"]


@pytest.mark.parametrize("name", [NAME, quote(NAME), CODE.lower()])
def test_value_is_found_in_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    assert leaks(tmp_path, "", path=f"site/listings/{name}.html") == ["nm-2025-0012"]


def test_value_is_found_in_the_name_of_a_folder(tmp_path: Path) -> None:
    assert leaks(tmp_path, "", path=f"site/{NAME}/index.html") == ["nm-2025-0012"]


def test_value_is_found_among_bytes_that_are_no_text(tmp_path: Path) -> None:
    assert leaks(tmp_path, b"\x89PNG\r\n\xe5\xff" + NAME.encode() + b"\xe5\xbc") == [RECORD.id]


def test_value_is_found_in_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "site" / "listings.xlsx"
    file.parent.mkdir()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("xl/sharedStrings.xml", f"<si><r><t>{NAME[:5]}</t></r>{NAME[5:]}</si>")
    found = _leaks(Scanner([RECORD]), tmp_path, "site/listings.xlsx")
    assert found == {Leak("site/listings.xlsx", "nm-2025-0012")}


def test_value_is_found_in_a_compressed_file(tmp_path: Path) -> None:
    assert leaks(tmp_path, gzip.compress(NAME.encode())) == ["nm-2025-0012"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\x1f\x8b broken"])
def test_broken_archive_is_read_as_it_is(tmp_path: Path, content: bytes) -> None:
    assert leaks(tmp_path, content + NAME.encode()) == ["nm-2025-0012"]


def test_part_of_a_value_is_no_hit(tmp_path: Path) -> None:
    assert leaks(tmp_path, f"{NAME[:-1]} {CODE[:-1]} 示人社列字〔2025〕1号") == []


def test_value_that_a_public_record_shows_is_no_hit(tmp_path: Path) -> None:
    assert leaks(tmp_path, NAME, shown=[f"{NAME}呼和浩特分公司"]) == []


def test_value_that_two_shown_texts_make_together_is_a_hit(tmp_path: Path) -> None:
    assert leaks(tmp_path, NAME, shown=[NAME[:5], NAME[5:]]) == ["nm-2025-0012"]


def test_other_values_of_a_record_are_found_when_one_is_shown(tmp_path: Path) -> None:
    assert leaks(tmp_path, CODE, shown=[NAME]) == ["nm-2025-0012"]


def test_every_record_with_the_value_is_named_once(tmp_path: Path) -> None:
    withheld = [Withheld(name, (NAME, CODE)) for name in ("b-1", "c-1", "a-1")]
    assert leaks(tmp_path, f"{NAME}{CODE}{NAME}", withheld=withheld) == ["a-1", "b-1", "c-1"]


def test_short_value_without_company_is_no_hit(tmp_path: Path) -> None:
    assert leaks(tmp_path, f"<td>{PERSON}</td>") == []


@pytest.mark.parametrize(
    "person", ["张三", "张　三", "<td>张</td><td>三</td>", "&#24352;三", "%E5%BC%A0三"]
)
def test_short_value_beside_another_of_its_record_is_a_hit(tmp_path: Path, person: str) -> None:
    withheld = [Withheld("nm-2025-0012", (NAME, PERSON))]
    content = f"<td>{NAME}</td>\n<td>{person}</td>"
    assert leaks(tmp_path, content, withheld=withheld, shown=[NAME]) == ["nm-2025-0012"]


@pytest.mark.parametrize("text", ["张三丰", "主张三点", "张三1", "x张三", "主张 三点"])
def test_short_value_within_a_word_is_no_hit(tmp_path: Path, text: str) -> None:
    assert leaks(tmp_path, f"{NAME} {text}", shown=[NAME]) == []


def test_short_value_on_the_page_of_its_record_is_a_hit(tmp_path: Path) -> None:
    withheld = [Withheld("nm-2025-0012", (PERSON,))]
    content = f'<p data-id="nm-2025-0012">{PERSON}</p>'
    assert leaks(tmp_path, content, withheld=withheld) == ["nm-2025-0012"]


def test_short_value_at_the_address_of_its_record_is_a_hit(tmp_path: Path) -> None:
    withheld = [Withheld("nm-2025-0012", (PERSON,))]
    path = "site/listings/nm-2025-0012.html"
    assert leaks(tmp_path, PERSON, path=path, withheld=withheld) == ["nm-2025-0012"]


def test_two_short_values_of_one_record_are_a_hit(tmp_path: Path) -> None:
    withheld = [Withheld("a-1", ("张三", "李四")), Withheld("b-1", ("张三", "王五"))]
    assert leaks(tmp_path, "张三、李四", withheld=withheld) == ["a-1"]


def test_pairs_of_characters_in_the_search_index_are_no_hit(tmp_path: Path) -> None:
    withheld = [Withheld("a-1", ("张三", "李四"))]
    path = "site/search/shard.json"
    assert leaks(tmp_path, '["张三","李四","a-1"]', path=path, withheld=withheld) == []


def test_short_value_beside_a_name_in_the_search_index_is_a_hit(tmp_path: Path) -> None:
    content = f'["{fold(NAME)}","张三"]'
    path = "site/search/shard.json"
    assert leaks(tmp_path, content, path=path, shown=[NAME]) == ["nm-2025-0012"]


def test_short_value_that_stands_alone_in_a_shown_text_is_no_hit(tmp_path: Path) -> None:
    assert leaks(tmp_path, f"{NAME} 张三", shown=[NAME, "张三、李四"]) == []


def test_short_value_within_a_longer_shown_name_is_still_a_hit(tmp_path: Path) -> None:
    assert leaks(tmp_path, f"{NAME} 张三", shown=[NAME, "张三丰"]) == ["nm-2025-0012"]


def test_number_of_six_digits_is_found_alone_but_not_in_a_digest(tmp_path: Path) -> None:
    withheld = [Withheld("a-1", ("150102",))]
    assert leaks(tmp_path, "a3150102ff", withheld=withheld) == []
    assert leaks(tmp_path / "other", "第150102号 150102", withheld=withheld) == ["a-1"]


def test_number_is_not_read_into_a_day(tmp_path: Path) -> None:
    withheld = [Withheld("a-1", ("20250301", "2025-03"))]
    assert leaks(tmp_path, "2025-03-01", withheld=withheld) == []


@pytest.mark.parametrize("value", ["", "　", "（）"])
def test_empty_value_is_never_found(tmp_path: Path, value: str) -> None:
    assert leaks(tmp_path, f"（）{value}", withheld=[Withheld("a-1", (value,))]) == []


@pytest.mark.parametrize(
    "value", ["甲&copy乙丙丁戊公司", "<script>甲乙丙丁戊</script>公司", r"C:\new甲乙丙丁戊"]
)
def test_value_with_signs_of_its_own_is_found_escaped_or_not(tmp_path: Path, value: str) -> None:
    withheld = [Withheld("a-1", (value,))]
    assert leaks(tmp_path / "raw", value, withheld=withheld) == ["a-1"]
    assert leaks(tmp_path / "html", html.escape(value), withheld=withheld) == ["a-1"]
    assert leaks(tmp_path / "json", json.dumps(value), withheld=withheld) == ["a-1"]


@pytest.mark.parametrize("before", range(40, 140))
def test_value_across_the_border_of_two_pieces_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    monkeypatch.setattr(pieces, "_PIECE", 64)
    monkeypatch.setattr(pieces, "_OVERLAP", 60)
    assert leaks(tmp_path, "字" + "." * before + NAME + "." * 70) == ["nm-2025-0012"]


@pytest.mark.parametrize("before", range(40, 140))
def test_border_of_two_pieces_makes_no_word_stand_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    monkeypatch.setattr(pieces, "_PIECE", 64)
    monkeypatch.setattr(pieces, "_OVERLAP", 60)
    content = f"{NAME}{'.' * before}主张三点{'.' * 70}"
    assert leaks(tmp_path, content, shown=[NAME]) == []


def test_nothing_withheld_means_no_leak(tmp_path: Path) -> None:
    assert leaks(tmp_path, NAME, withheld=[]) == []


@given(st.text(st.sampled_from("张三（）()〔〕 　ＡaÉéßς·。，\u200b○〇２2-_<&%\\u{}𠮷㐀ー")))
def test_text_is_folded_as_names_are(text: str) -> None:
    assert tight(fold_spaced(text)).decode() == fold(text)


ALONE = re.compile(b"(?: [\xe4-\xe9][\x80-\xbf]{2}){2,}(?= )")
WORDS = st.sampled_from(("张", "三", "公司", " ", "\u3000", "a", "，", "é", "e\u0301", "Ⅷ"))


@given(st.lists(WORDS, max_size=20).map("".join))
def test_single_characters_that_follow_each_other_are_one_word(text: str) -> None:
    spaced = fold_spaced(text)
    assert not ALONE.search(spaced)
    plain = "".join(fold(char) or " " for char in unicodedata.normalize("NFKC", text))
    apart = f" {' '.join(plain.split())} ".encode()
    assert spaced == ALONE.sub(lambda match: b" " + match[0].replace(b" ", b""), apart)
