"""Bring the message catalog up to date with the code and the templates.

Every sentence in ``_("…")``, ``help_text("…")`` and the templates' ``_("…")`` gets an
entry; those that nothing says any more go. Prints what still lacks its Chinese.
"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from site_builder import words
from site_builder.dictionary import DATA_SETS
from site_builder.i18n import READERS
from site_builder.render.head import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "site_builder" / "locale" / "zh_CN" / "LC_MESSAGES" / "site_builder.po"
KEYWORDS = {"_": None, "help_text": None, "translate": None, "gettext": None, "ngettext": (1, 2)}
OPTIONS = {"**.html": {"trimmed": "true", "newstyle_gettext": "true"}}


# What says something to the readers of a site: these templates and modules, and the words
# that they look up. The rest speaks to the office.
OF_READERS = (
    *("templates/base.html", "templates/components/", "templates/pages/"),
    *("site_builder/dictionary/", "site_builder/spelled.py"),
    *(f"site_builder/export/{name}.py" for name in ["atom", "catalog", "changes", "described"]),
    *(f"site_builder/export/{name}.py" for name in ["feeds", "notes", "xlsx"]),
    *(f"site_builder/render/{name}.py" for name in ["articles", "data", "figures", "gone", "home"]),
    *(f"site_builder/render/{name}.py" for name in ["lists", "notice_board", "paging", "parties"]),
    *(f"site_builder/render/{name}.py" for name in ["site_map", "words"]),
)


def said_to_readers() -> set[str]:
    """The sentences that readers meet through registries of labels."""
    labels = chain(
        *(each.values() for each in (words.CASE_TYPES, words.EVENTS, words.PARTY_KINDS)),
        *(each.values() for each in (words.ROLES, words.STAGES)),
        *(column.words.values() for each in DATA_SETS for column in each.columns),
        *((column.name, column.description) for column in COLUMNS.values()),
    )
    return {"Home", *(label.msgid for label in labels)}


def extracted() -> Catalog:
    """A catalog of every sentence that the project says, untranslated; readers' ones marked."""
    catalog = Catalog(locale="zh_CN", project="site-builder", fuzzy=False)
    to_readers = said_to_readers()
    for folder, method in (("site_builder", "python"), ("templates", "jinja2")):
        pattern = "**.py" if method == "python" else "**.html"
        found = extract_from_dir(
            ROOT / folder, method_map=[(pattern, method)], options_map=OPTIONS, keywords=KEYWORDS
        )
        for name, _line, message, _comments, context in found:
            is_read = f"{folder}/{name}".startswith(OF_READERS) or message in to_readers
            marks = [READERS] if is_read else []
            catalog.add(message, context=context, auto_comments=marks)
    return catalog


def main(others: list[str]) -> int:
    """Renew the catalog, taking translations from it and from ``others``."""
    catalog = extracted()
    for source in (*([FILE] if FILE.exists() else []), *map(Path, others)):
        with source.open("rb") as stream:
            for known in read_po(stream, locale="zh_CN"):
                entry = catalog.get(known.id) if known.id else None
                if entry is not None and known.string and not entry.string:
                    entry.string = known.string
    FILE.parent.mkdir(parents=True, exist_ok=True)
    for entry in catalog:
        entry.locations = []
    with FILE.open("wb") as stream:
        write_po(
            stream, catalog, width=100, sort_output=True, omit_header=False, include_previous=False
        )
    text = FILE.read_text("utf-8")
    # The catalog is a source file: the same sentences, the same bytes.
    kept = [
        line
        for line in text.splitlines()
        if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date'))
    ]
    FILE.write_text("\n".join(kept) + "\n", "utf-8")
    missing = [entry.id for entry in catalog if entry.id and not entry.string]
    for sentence in missing:
        print(sentence)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
