"""The catalog of a language that a site adds: begun, or brought up to date with the product."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, write_po

from site_builder.errors import UsageError, quoted
from site_builder.i18n import Speech, _, for_readers
from site_builder.load import catalog_in
from site_builder.model.tongue import tongue
from site_builder.store.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

_WIDTH: Final = 100
_HEAD: Final = """\
# 本站页面上的语句。msgid 是英文原句，“中文：”后面是中文，译文写在 msgstr 的引号里。
# {name} 和 %(name)s 这样的位置照抄，不要翻译；译文里不能有 < > & 这些符号。
# 没有译的句子在网页上显示中文。译好后由两个人签批：site-builder approve content/locale/TAG.po
msgid ""
msgstr ""
"Language: TAG\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True, slots=True)
class BegunCatalog:
    """The file of a language, how many sentences it has, and how many are still to translate."""

    file: Path
    sentences: int
    lacking: int


def begin_catalog(content: Path, written: str) -> BegunCatalog:
    """Write the catalog of a language with all that readers meet; translations are kept.

    Raises:
        UsageError: The tag is none, or of a language of the product; or the file is no catalog.
    """
    tag = _tag(written)
    file = content / "locale" / f"{tag}.po"
    known = _known(file)
    catalog, lacking = Catalog(charset="utf-8"), 0
    for msgid, chinese in for_readers().items():
        entry, before = catalog.add(msgid, auto_comments=[f"中文：{chinese}"]), known.get(msgid)
        if before is not None and before.string:
            entry.string, entry.flags = before.string, entry.flags | before.flags
            entry.user_comments = before.user_comments
        lacking += not entry.string or entry.fuzzy
    for before in known:
        if before.id and before.string and str(before.id) not in for_readers():
            # Nobody's work is thrown away: the sentence may come back.
            catalog.obsolete[str(before.id)] = before
    catalog.obsolete.update(known.obsolete)
    made = io.BytesIO()
    write_po(made, catalog, width=_WIDTH, omit_header=True, sort_output=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, _HEAD.replace("TAG", tag).encode() + made.getvalue())
    return BegunCatalog(file, len(for_readers()), lacking)


def _tag(written: str) -> str:
    known = tongue(written)
    if known is None:
        message = _(
            "expected the tag of a language (BCP 47), like ug, mn-Mong or en, found {found}",
            found=quoted(written),
        )
        raise UsageError(message)
    if Speech(known.tag).is_shipped:
        raise UsageError(_("expected another language: Chinese and English come with the product"))
    return known.tag


def _known(file: Path) -> Catalog:
    """What is translated already.

    Raises:
        UsageError: There is a file, and it is no catalog: it is left as it is.
    """
    if not file.exists():
        return Catalog()
    try:
        return catalog_in(file.read_bytes())
    except (PoFileError, UnicodeDecodeError) as error:
        raise UsageError(_("expected a gettext catalog in {file}", file=file.name)) from error
