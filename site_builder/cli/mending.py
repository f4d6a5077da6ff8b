"""``check --fix``: drafts mended, and what was mended told without its words."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from site_builder import firewall
from site_builder.cli.common import say
from site_builder.load import load_corpus
from site_builder.mend import mend
from site_builder.resources import pack_folder
from site_builder.store.content import ContentStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.cli.common import Call
    from site_builder.errors import Problem
    from site_builder.mend import Mended

# What is mended may show what could not be seen before; nothing is mended twice.
_ROUNDS: Final = 5


def mended(call: Call, check: Callable[[], list[Problem]]) -> list[Problem]:
    """Mend drafts until nothing more can be mended; the problems that remain.

    ``check`` finds the problems of the content as it then is.
    """
    problems = check()
    left: list[Problem] = []
    for _round in range(_ROUNDS):
        done = _mend(call, problems)
        left = done.left
        if not call.is_quiet:
            for each in done.made:
                say(each.text(call.language))
        if not done.made:
            break
        problems = check()
    return [*problems, *left]


def _mend(call: Call, problems: list[Problem]) -> Mended:
    with tempfile.TemporaryDirectory(prefix="site-builder-") as folder:
        store = ContentStore(Path(folder) / "content.sqlite")
        try:
            corpus = load_corpus(call.folders.content, pack_folder(), store, None)
            return mend(call.folders.content, corpus, problems, firewall.findings)
        finally:
            store.close()
