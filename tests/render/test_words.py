"""Values as people write them."""

import pytest

from site_builder.render.words import month


@pytest.mark.parametrize(
    ("value", "written"), [("2026-07", "2026年7月"), ("2025-12", "2025年12月")]
)
def test_a_month_is_written_with_its_year(value: str, written: str) -> None:
    assert month(value) == written
