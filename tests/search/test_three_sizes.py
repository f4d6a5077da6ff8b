"""A list answers the same whether it is small, of some thousands, or large."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from site_builder.model.public import PublicRecord
from site_builder.search import large, search_index
from site_builder.store import public
from tests.render.helpers import a_case, a_corpus, a_listing

THREE_SIZES = Path(__file__).parents[1] / "js" / "three_sizes.mjs"
# The most records of a small list, and of one that is not large.
SIZES = {"small": (10**6, 10**7), "middle": (0, 10**7), "large": (0, 0)}
# Of names.
_OTHERS = "晨砾远穗启岚朔禾云垦泽垣瀚筑岱川禾硕铭垒恒峪锦磐"
Look = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """Of which size the list is to be."""
    return str(request.param)


@pytest.fixture
def look(size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """What a list of some records answers to each query."""
    if shutil.which("node") is None:
        pytest.skip("Node is not here")

    def look(
        records: Iterable[PublicRecord], *queries: str, in_a_block: int = 1
    ) -> dict[str, dict[str, Any]]:
        for name, most in zip(("SMALL", "LARGE"), SIZES[size], strict=True):
            monkeypatch.setattr(public, name, most)
        # As many blocks share a piece as of a list that is large by itself.
        for name in ("_IN_A_BLOCK", "_OF_ONE_TRADE"):
            monkeypatch.setattr(large, name, in_a_block)
        for artifact in search_index(a_corpus(tmp_path, *records)):
            file = tmp_path / artifact.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(artifact.make())
        asked = tmp_path / "queries.json"
        asked.write_text(json.dumps(queries), "utf-8")
        command = ["node", str(THREE_SIZES), str(tmp_path / "site/search"), str(asked)]
        ran = subprocess.run(command, capture_output=True, check=True, text=True)
        return {found["q"]: found for found in json.loads(ran.stdout)}

    return look


def listings(*names: str) -> list[PublicRecord]:
    """Firms of these names alone."""
    found = []
    for number, name in enumerate(names, 1):
        listing = a_listing(number, name=name)
        employer = {**listing.values["employer"], "former_names": []}
        found.append(replace(listing, values={**listing.values, "employer": employer}))
    return found


def test_rare_character_that_no_name_has_is_heard(look: Look) -> None:
    names = [
        "包头市新达建筑有限公司",
        "呼市浩宇建筑有限公司",
        "包头市瑞丰商贸有限公司",
        "成达劳务有限公司",
    ]
    heard = {
        "鑫达": names[0], "鑫da": names[0], "昊宇": names[1], "睿丰": names[2],
        "晟达": names[3], "铖达": names[3],
    }  # fmt: skip
    for query, found in look(listings(*names), *heard).items():
        assert found["heard"] == [heard[query]], query


def test_rare_simplified_character_is_found_as_the_traditional_one_that_can_be_typed(
    look: Look,
) -> None:
    names = ["包头市𬭎岱建材厂", "包头市鋐砾商贸行", "包头市宏穗商店"]
    found = look(listings(*names), "鋐岱", "𬭎砾", "hongdai", "市鋐")
    assert found["鋐岱"]["found"] == found["hongdai"]["heard"] == names[:1]
    assert found["𬭎砾"]["found"] == names[1:2]
    assert set(found["市鋐"]["found"]) == set(names[:2])


def many(form: str) -> list[str]:
    """Names of one form with other trade names."""
    trades = (_OTHERS[n % 24] + _OTHERS[(n * 7 + 3) % 24] for n in range(1, 60))
    return [form.format(trade) for trade in trades]


def test_all_that_was_said_is_heard_where_many_names_begin_alike(look: Look) -> None:
    name, of_several_sounds = "呼和浩特市兴达劳务有限公司", "呼和浩特市恒厦商贸有限公司"
    heard = {
        name: (
            "huhehaoteshixingdalaowu", "huhehaoteshixingda", "huhehaoteshixingd", "hhhtsxdlw",
            "呼和浩特市星达劳务", "呼和浩特市星达", "haoteshixingdalaowu", "呼hehaoteshi兴达laowu",
        ),
        of_several_sounds: ("huhehaoteshihengxiashang", "huhehaoteshihengsha", "呼和浩特市衡夏"),
        "": ("huhehaoteshibingdulaowu", "呼和浩特市病毒劳务", "huhehaoteshixingdaq"),
    }  # fmt: skip
    names = listings(*many("呼和浩特市{}建筑有限公司"), name, of_several_sounds)
    found = look(names, *chain(*heard.values()))
    for expected, queries in heard.items():
        for query in queries:
            assert found[query]["heard"] == [expected] * bool(expected), query
            assert not found[query].get("isCut"), query


def test_sounds_without_a_mark_are_heard(look: Look) -> None:
    strategy, other = "包头市远略商贸有限公司", "包头市努尔建材厂"
    heard = {"yuanlue": strategy, "zhanlue": "", "yuan lue shang mao": strategy, "nuerjian": other}
    found = look(listings(strategy, other, *many("包头市{}劳务有限公司")), *heard)
    for query, expected in heard.items():
        assert found[query]["heard"] == [expected] * bool(expected), query


def test_name_with_digits_is_heard(look: Look) -> None:
    eighth, other = "包头市第8建筑有限公司", "包头市恒泰连锁有限公司第37店"
    heard = {
        eighth: (
            "bao tou shi di 8 jian zhu",
            "baotoushidi8jianzhu",
            "di8jianzhu",
            "btsd8jz",
            "第8见主",
        ),
        other: ("hengtailiansuo", "lian suo you xian gong si di 37 dian", "恒太连锁有限公司第37店"),
        "": ("baotoushidi9jianzhu", "第9见主"),
    }
    found = look(listings(*many("包头市{}建筑有限公司"), eighth, other), *chain(*heard.values()))
    for expected, queries in heard.items():
        for query in queries:
            assert found[query]["heard"] == [expected] * bool(expected), query


def test_what_is_not_known_of_very_many_is_not_said_to_be_none(look: Look, size: str) -> None:
    names = listings(*many("呼和浩特市{}建筑有限公司"), *many("浩特市建筑{}厂"))
    found = look(names, "huhehaoteshijianzhu", "haoteshijianzhu")
    if size == "large":
        assert found["huhehaoteshijianzhu"]["error"] == "too-many-alike"
    else:
        assert found["huhehaoteshijianzhu"]["heard"] == []
    assert len(found["haoteshijianzhu"]["heard"]) >= 10


def test_both_legal_forms_are_one_in_titles_and_projects(look: Look) -> None:
    titled = a_case(71, name="呼市恒泰建设公司")
    document = {**titled.values["document"], "title": "关于对恒泰建设有限责任公司拖欠工资的决定"}
    titled = replace(titled, values={**titled.values, "document": document})
    (built,) = listings("呼市永安建设公司")
    project = {"name": "永安置业有限公司厂房", "contractor": None}
    built = replace(built, id="nm-2026-0072", values={**built.values, "project": project})
    expected = {
        "有限责任公司拖欠": titled, "恒泰建设有限公司拖欠": titled, "设有限责任公司拖": titled,
        "有限责任公司厂房": built, "永安置业有限公司厂": built,
    }  # fmt: skip
    found = look([*listings(*many("{}劳务有限公司")), titled, built], *expected)
    for query, record in expected.items():
        assert found[query]["found"] == [record.title], query
        assert found[query]["total"] == 1


def test_words_are_found_apart_where_they_stand_side_by_side_too(look: Look) -> None:
    names = ["包头市大山建筑队", "包头大海建筑厂", "包头建筑队", "建筑大队", "甲乙丙建筑丁"]
    expected = {
        "包头 建筑": names[:3], "建筑 包头": names[:3], "包 头建筑": names[2:3],
        "建 筑大队": names[3:4], "包头 筑厂": names[1:2], "9115 0102 MA0A AA00 02": names[1:2],
    }  # fmt: skip
    found = look([*listings(*names, *many("{}商贸有限公司"))], *expected)
    for query, known in expected.items():
        assert set(found[query]["found"]) == set(known), query
        assert found[query]["total"] == len(known), query


def test_what_stands_beside_is_not_found_with_it(look: Look, size: str) -> None:
    names = [*(f"包头市{n}号建筑队" for n in range(60)), "呼市示人社服务有限公司", "晨砾商行"]
    queries = ("示人社", "市示人", "9115 0102 MA0A AA00 62", "0062", "chenli")
    found = look(listings(*names), *queries, in_a_block=16)
    # The number of every record has these characters, and is looked at where no name has them.
    assert found["示人社"]["total"] == (1 if size != "small" else 62)
    for query in queries[1:4]:
        assert found[query]["total"] == 1, query
    assert found["chenli"]["heard"] == names[-1:]


def test_words_that_very_many_hold_are_not_all_counted(look: Look, size: str) -> None:
    names = [*(f"包头市{n}号建筑队" for n in range(1500)), "包头建筑队"]
    (found,) = look(listings(*names), "包头 建筑").values()
    if size == "large":
        assert (found["found"], found["isPart"]) == (["包头建筑队"], True)
    else:
        assert (found["total"], found["isPart"]) == (1501, False)


def test_part_of_a_name_that_many_people_bear_is_found_in_firms_alone(look: Look) -> None:
    firms = ["包头市老恒峪建材厂", "包头市大恒峪商贸有限公司"]
    people = [a_person(name) for name in listings(*(f"{surname}恒峪" for surname in _OTHERS * 2))]
    found = look([*listings(*firms, *many("{}劳务有限公司")), *people], "恒峪", "砾恒峪")
    assert set(found["恒峪"]["found"]) == set(firms)
    assert found["恒峪"]["total"] == 2
    assert found["砾恒峪"]["found"] == ["砾恒峪"] * 2


def test_long_name_of_a_person_is_found_beside_a_firm_that_is_called_so(look: Look) -> None:
    name = "额日恒峪巴图尔"
    built, other = listings(f"{name}建材厂", "包头市晨砾劳务有限公司")
    led = replace(other, values={**other.values, "persons": [{"name": name, "role": "principal"}]})
    found = look([built, led, *listings(*many("{}商贸有限公司"))[2:]], name)
    assert found[name]["found"] == [built.title, led.title]


@pytest.mark.parametrize(
    ("own", "led", "people"), [(11, 0, 0), (11, 13, 0), (11, 13, 1), (40, 0, 2), (3, 40, 1)]
)
def test_records_that_answer_by_two_names_are_counted_once(
    look: Look, own: int, led: int, people: int
) -> None:
    names = [f"恒峪{other}行" for other in many("{}")[:own]]
    firms = listings(*names, *many("{}商店")[:led])
    called = {"persons": [{"name": "恒峪", "role": "principal"}]}
    firms = [replace(one, values={**one.values, **called}) for one in firms]
    human = [a_person(one) for one in listings(*["恒峪"] * people)]
    (found,) = look([*firms, *human], "恒峪").values()
    assert found["total"] == own + led + people


def a_person(listing: PublicRecord) -> PublicRecord:
    """The same of a human being."""
    employer = {"party_kind": "natural_person", "credit_code": None}
    values = {**listing.values, "employer": {**listing.values["employer"], **employer}}
    return replace(listing, id=f"{listing.id}-p", values=values)


def test_slip_in_a_short_trade_name_of_a_common_trade_is_asked_about(look: Look) -> None:
    names = listings(*many("{}商贸有限公司"), "联丰商贸有限公司", *many("联{}建材厂"))
    queries = ("联轙商贸有限公司", "轙丰商贸有限公司", "联轙商贸")
    for query, found in look(names, *queries).items():
        assert found["heard"] == []
        assert found["near"][0] == "联丰商贸有限公司", query


def test_slip_in_a_very_long_name_is_asked_about(look: Look) -> None:
    long = f"{_OTHERS}包头市联丰商贸有限公司第一营业部二里半分理处东河路服务网点"
    names = listings(*many("{}商贸有限公司"), long)
    queries = (f"{long[:30]}轙{long[30:]}", f"{long[:9]}{long[10:]}", f"{long[:24]}头包{long[26:]}")
    for query, found in look(names, *queries).items():
        assert len(query) > 40
        assert found["near"] == [long], query
