"""Texts in which pieces are looked for, and who has them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from site_builder.search.addresses import Numbers

    Short: TypeAlias = NDArray[np.int32]


class Holders(NamedTuple):
    """Who has texts: firms in their order, once for each set of texts that some records have.

    Of each the firm, how many records have these texts, the first kind that has, and the texts
    as ``Records`` keeps them.
    """

    firm_of: Numbers
    records_of: Numbers
    kind_of: Numbers
    texts: list[str]


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
    texts: list[str] = field(default_factory=list)
    _facts: array[int] = field(default_factory=lambda: array("i"))

    def add(
        self, holder: int, text: str, place: int, *,
        begin: int = 0, last: int = 1 << 20, trade: int = -1, core: int = 0,
    ) -> None:  # fmt: skip
        """A text of a holder, and how well he answers who has a piece anywhere in it."""
        self.texts.append(text)
        self._facts.extend((holder, begin, last, trade, core, place))

    def forget(self) -> None:
        """Free what a table holds by now; who has texts is still known."""
        self.texts.clear()
        del self._facts[:]

    @property
    def facts(self) -> Facts:
        """What is known of each text."""
        rows = np.frombuffer(self._facts, np.int32).reshape(-1, len(Facts._fields))
        return Facts(*rows.T.copy())
