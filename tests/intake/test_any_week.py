"""Whatever an office does to its list from one import to the next, each employer keeps its id."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.intake import KEEP
from tests.intake.clerk import Clerk, row
from tests.office import NAMES

SLIPS = ("number", "date", "name", "organ")


def _line(who: int, decision: int) -> dict[str, Any]:
    return row(
        who,
        单位名称=f"测试区{NAMES[who % len(NAMES)]}{NAMES[who // len(NAMES)]}建筑有限公司",
        决定书文号=f"测人社列字〔2025〕{decision}号",
        列入日期=f"2025-03-{decision:02}",
    )


def _slip(line: dict[str, Any], part: str, draw: int) -> None:
    """Write one part of a line otherwise than before."""
    if part == "number":
        line["决定书文号"] = f"测人社列字〔2025〕9{draw}号"
    elif part == "date":
        line["列入日期"] = f"2025-04-{draw % 28 + 1:02}"
    elif part == "name":
        line["单位名称"] = line["单位名称"].replace("有限公司", "有限责任公司")
    else:
        line["决定机关"] = "hrss"  # the same body by its id: no change at all


def _ids(clerk: Clerk, lines: dict[int, dict[str, Any]]) -> dict[int, str]:
    by_key = {
        (record["employer"]["name"], record["decision"]["number"]): record["id"]
        for record in clerk.records()
    }
    return {who: by_key[line["单位名称"], line["决定书文号"]] for who, line in lines.items()}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_week_of_any_edits_keeps_every_id(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    clerk = Clerk(tmp_path_factory.mktemp("week"))
    people = st.integers(0, 100)
    lines = {
        who: _line(who, data.draw(st.integers(1, 4)))
        for who in data.draw(st.lists(people, min_size=2, max_size=7, unique=True))
    }
    known: dict[int, str] = {}
    for day in range(data.draw(st.integers(1, 4))):
        order = data.draw(st.permutations(list(lines)))
        outcome = clerk.take_in(clerk.table(lines[who] for who in order), missing=KEEP)
        assert outcome.is_clean
        ids = _ids(clerk, lines)
        assert {who: ids[who] for who in known if who in lines} == {
            who: name for who, name in known.items() if who in lines
        }
        assert len(set(ids.values())) == len(lines)
        known |= ids
        for who in data.draw(st.lists(st.sampled_from(list(lines)), max_size=2, unique=True)):
            _slip(lines[who], data.draw(st.sampled_from(SLIPS)), 10 * day + who)
        if len(lines) > 2 and data.draw(st.booleans()):
            del lines[data.draw(st.sampled_from(list(lines)))]
        new = data.draw(people)
        if new not in known:
            lines[new] = _line(new, data.draw(st.integers(1, 4)))
