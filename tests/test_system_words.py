"""What the system says of a failure, in the language of the command."""

import errno
import os
import sqlite3

import pytest

from site_builder.errors import of_system, reason_of
from site_builder.i18n import Message

IN_THE_CATALOG = (
    errno.ENOSPC,
    errno.EACCES,
    errno.EROFS,
    errno.EIO,
    errno.EFBIG,
    errno.ENOENT,
    errno.EADDRINUSE,
)


@pytest.mark.parametrize("number", IN_THE_CATALOG)
def test_what_the_system_says_most_often_is_a_sentence_of_the_catalog(number: int) -> None:
    said = os.strerror(number)
    assert reason_of(OSError(number, said)) == Message(said)


def test_what_else_it_says_stays_as_it_is() -> None:
    assert of_system("Out of {luck}").text("zh") == "Out of {luck}"
    assert str(reason_of(ValueError("测试区远穗1号建筑劳务有限公司"))) == "ValueError"
    full = sqlite3.OperationalError("disk full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert str(reason_of(full)) == os.strerror(errno.ENOSPC)
