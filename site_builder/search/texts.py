"""Texts in which pieces are looked for, and who has them."""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from site_builder.search.addresses import Numbers

    Short: TypeAlias = NDArray[np.int32]

_AT_A_TIME: Final = 1 << 20


class Column:
    """Texts one after the other, in UTF-8: as many strings take twice the room."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._begins = array("Q")
        self._ends = array("Q")

    def __getitem__(self, at: int) -> str:
        return self._data[self._begins[at] : self._ends[at]].decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self._ends)))

    def append(self, text: str, like: int | None = None) -> None:
        """One more text; kept once if the one at ``like`` is the same."""
        data = text.encode("utf-8", "surrogatepass")
        if like is not None:
            begin, end = self._begins[like], self._ends[like]
            if self._data[begin:end] == data:
                self._begins.append(begin)
                self._ends.append(end)
                return
        self._begins.append(len(self._data))
        self._data += data
        self._ends.append(len(self._data))


class Holders(NamedTuple):
    """Who has texts: firms in their order, once for each set of texts that some records have.

    Of each the firm, how many records have these texts, the first kind that has, and at which
    place of the column the texts stand.
    """

    firm_of: Numbers
    records_of: Numbers
    kind_of: Numbers
    places: array[int]
    column: Column

    @property
    def texts(self) -> Iterator[str]:
        """The texts of each, as ``Records`` keeps them."""
        return map(self.column.__getitem__, self.places)


class Facts(NamedTuple):
    """What is known of each text.

    Its holder; from which place on and up to which one a suffix may begin; what answers best:
    the trade name, in a name, and how long it is without what follows it; and how well the holder
    answers who has a piece anywhere in it.
    """

    holder_of: Short
    begins: Short
    lasts: Short
    trades: Short
    cores: Short
    places: Short


@dataclass(slots=True)
class Texts:
    """Texts in which pieces are looked for, each of a holder.

    Of what answers equally well the first kind comes first, and then what many of stand in one
    block, so that the best of very many cost a browser few blocks.
    """

    holders: Holders
    _written: bytearray = field(default_factory=bytearray)
    _lengths: array[int] = field(default_factory=lambda: array("i"))
    _facts: array[int] = field(default_factory=lambda: array("i"))

    def add(
        self, holder: int, text: str, place: int, *,
        begin: int = 0, last: int = 1 << 20, trade: int = -1, core: int = 0,
    ) -> None:  # fmt: skip
        """A text of a holder, and how well he answers who has a piece anywhere in it."""
        self._written += text.encode("utf-8", "surrogatepass") + b"\0"
        self._lengths.append(len(text))
        self._facts.extend((holder, begin, last, trade, core, place))

    def taken(self) -> tuple[str, Short, Facts]:
        """All texts, an end behind each; their lengths; what is known of each. Held no more."""
        joined = self._written.decode("utf-8", "surrogatepass")
        rows = np.array(self._facts, np.int32).reshape(-1, len(Facts._fields))
        lengths = np.array(self._lengths, np.int32)
        self._written.clear()
        del self._lengths[:], self._facts[:]
        return joined, lengths, Facts(*rows.T.copy())


def numbered(text: str) -> tuple[NDArray[np.unsignedinteger], Numbers]:
    """Each character's number among the codes of all that stand in a text; and these codes.

    As narrow as can be, and so many at a time: there are millions of them.
    """
    is_used = np.zeros(sys.maxunicode + 1, np.bool_)
    for codes in _codes(text):
        is_used[codes] = True
    used = np.flatnonzero(is_used)
    number_of = np.zeros(len(is_used), np.min_scalar_type(len(used)))
    number_of[used] = np.arange(len(used))
    return np.concatenate([number_of[codes] for codes in _codes(text)]), used


def _codes(text: str) -> Iterator[NDArray[np.uint32]]:
    for at in range(0, len(text), _AT_A_TIME):
        written = text[at : at + _AT_A_TIME].encode("utf-32-le", "surrogatepass")
        yield np.frombuffer(written, dtype="<u4")
