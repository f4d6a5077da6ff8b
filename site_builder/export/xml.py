"""XML without string pasting: what XML 1.0 cannot hold is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# XML 1.0, production 2 (Char); a surrogate alone or a control character would break the file.
# Those from 7F to 9F would not, but are discouraged, and nobody sees them.
_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(
    parent: ET.Element,
    name: str,
    text: str | None = None,
    attributes: Mapping[str, str] | None = None,
) -> ET.Element:
    """A new last child of ``parent``."""
    child = ET.SubElement(
        parent, name, {key: clean(value) for key, value in (attributes or {}).items()}
    )
    child.text = None if text is None else clean(text)
    return child


def clean(text: str) -> str:
    """``text`` without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)


def document(root: ET.Element) -> bytes:
    """The file: UTF-8, indented, ending in a newline."""
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def in_parts(root: ET.Element, children: Iterable[ET.Element]) -> Iterator[bytes]:
    """The same file with more children at the end of ``root``, of which no two are held at once."""
    element(root, "more")
    start, _mark, end = document(root).rpartition(b"\n  <more />")
    yield start
    for child in children:
        ET.indent(child, level=1)
        child.tail = None
        yield b"\n  " + ET.tostring(child, encoding="utf-8")
    yield end
