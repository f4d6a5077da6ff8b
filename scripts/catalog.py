"""Bring the message catalog up to date with the code and the templates.

Every sentence in ``_("…")``, ``help_text("…")`` and the templates' ``_("…")`` gets an
entry; those that nothing says any more go. Prints what still lacks its Chinese.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "site_builder" / "locale" / "zh_CN" / "LC_MESSAGES" / "site_builder.po"
KEYWORDS = {"_": None, "help_text": None, "translate": None, "gettext": None, "ngettext": (1, 2)}
OPTIONS = {"**.html": {"trimmed": "true", "newstyle_gettext": "true"}}


def extracted() -> Catalog:
    """A catalog of every sentence that the project says, untranslated."""
    catalog = Catalog(locale="zh_CN", project="site-builder", fuzzy=False)
    for folder, method in (("site_builder", "python"), ("templates", "jinja2")):
        pattern = "**.py" if method == "python" else "**.html"
        found = extract_from_dir(
            ROOT / folder, method_map=[(pattern, method)], options_map=OPTIONS, keywords=KEYWORDS
        )
        for _name, _line, message, _comments, context in found:
            catalog.add(message, context=context)
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
