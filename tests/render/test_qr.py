"""Codes made as sums of others are those that segno makes of each text."""

import re

import segno
from hypothesis import given
from hypothesis import strategies as st

from site_builder.render.qr import QrCode, QrCodes

CODES = QrCodes()


def squares(code: QrCode) -> list[list[int]]:
    """A drawn code as rows of squares again."""
    found = [[0] * code.size for _ in range(code.size)]
    for row in code.path.split("M")[1:]:
        start, y, *others = re.findall(r"\d+(?:\.5)?", row.replace("m", " ").replace(" 0h", "h"))
        x, line = int(start), found[int(float(y))]
        for at, number in enumerate(map(int, others)):
            if at % 2 == 0:
                line[x : x + number] = [1] * number
            x += number
    return found


def made(text: str) -> list[list[int]]:
    code = segno.make_qr(text.encode(), error="m", mode="byte", mask=2, boost_error=False)
    return [list(row) for row in code.matrix]


@given(st.from_regex(r"\A[a-z0-9-]{3,64}\Z"))
def test_every_address_has_its_own_code(record_id: str) -> None:
    address = f"https://example.gov.cn/qxmd/listings/{record_id}.html"
    assert squares(CODES.code(address)) == made(address)


def test_an_address_of_other_letters_has_its_code_too() -> None:
    for address in ("https://例子.政务/名单/", "https://例孑.政务/名单/"):
        assert squares(CODES.code(address)) == made(address)
