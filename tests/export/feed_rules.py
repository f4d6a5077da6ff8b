"""The rules of the W3C feed validator that an Atom feed of words alone can break.

``events`` names what the validator would say of a feed, in its own names. It knows nothing of
``<content>`` and of XHTML: a feed that has either is no feed of words alone, and says so.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from html.entities import name2codepoint
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
from html5lib.constants import specialElements

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
TEXTS = ("title", "subtitle", "summary", "rights")
PERSON = {"name": (1, 1), "uri": (0, 1), "email": (0, 1)}
MANY = (0, 9999)
SHARED = {
    "author": MANY,
    "category": MANY,
    "contributor": MANY,
    "id": (1, 1),
    "link": MANY,
    "rights": (0, 1),
    "title": (1, 1),
    "updated": (1, 1),
}
CHILDREN = {
    "feed": {
        **SHARED,
        "entry": MANY,
        "generator": (0, 1),
        "icon": (0, 1),
        "logo": (0, 1),
        "subtitle": (0, 1),
    },
    "entry": {
        **SHARED,
        "content": (0, 1),
        "published": (0, 1),
        "source": (0, 1),
        "summary": (0, 1),
    },
    "author": PERSON,
    "contributor": PERSON,
}
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "generator": {"uri", "version"},
    **{name: {"type", "src", "mode"} for name in (*TEXTS, "content")},
}
RELATIONS = {"alternate", "enclosure", "related", "self", "via", "edit", "next", "previous"}
HTML = {name for _space, name in specialElements} | {"a", "b", "i", "em", "code", "span", "strong"}
MIME = re.compile(r"[\w.+-]+/[\w.+-]+(\s*;.*)?", re.ASCII)
RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
URI = re.compile(r"(?!https?:/?[^/])[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.ASCII)
TAG = re.compile(
    r"tag:([a-z0-9._-]+@)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?,\d{4}(-\d\d(-\d\d)?)?"
    r":[a-z0-9?/:@!$&'()*+,;=._~%#-]*",
    re.ASCII | re.IGNORECASE,
)
URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:\S+", re.ASCII | re.IGNORECASE)
UNRESERVED = re.compile(r"%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])")
# Every event that these rules can tell of.
KNOWN = frozenset(
    {
        *("AtomLinkNotEmpty", "AttrNotBlank", "ContainsHTML", "ContainsUndeclaredHTML"),
        *("DuplicateAtomLink", "DuplicateElement", "DuplicateEntries", "DuplicateUpdated"),
        *("ImplausibleDate", "InvalidLink", "InvalidMIMEType", "InvalidRFC3339Date"),
        *("InvalidTAG", "InvalidURN", "MissingElement", "MissingNamespace", "NonCanonicalURI"),
        *("NotHtml", "SAXError", "UndefinedElement", "UnexpectedAttribute"),
        "UnregisteredAtomLinkRel",
    }
)
# What could only be said of markup in a feed.
OF_MARKUP = frozenset({"DangerousStyleAttr", "NotEscaped", "NotInline", "SecurityRisk"})


def events(data: bytes) -> set[str]:
    """What the validator would say of a feed."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - cases of ours
    except ET.ParseError:
        return {"SAXError", *_of_root(_first_tag(data))}
    return set(_of_root(root.tag)) or set(_feed(root))


def _of_root(tag: str) -> Iterator[str]:
    if tag == "feed":
        yield "MissingNamespace"
    elif tag != f"{ATOM}feed":
        yield "UndefinedElement"


def _first_tag(data: bytes) -> str:
    try:
        found = next(ET.iterparse(io.BytesIO(data), ("start",)), None)  # noqa: S314 - as above
    except ET.ParseError:
        return f"{ATOM}feed"
    return found[1].tag if found else f"{ATOM}feed"


def has_markup(data: bytes) -> bool:
    """Whether a feed has content of its own, XHTML, or HTML with any tag in it."""
    root = ET.fromstring(data)  # noqa: S314 - as above
    html = (each.text or "" for each in root.iter() if each.get("type") == "html")
    return (
        root.find(f".//{ATOM}content") is not None
        or any(each.get("type") == "xhtml" for each in root.iter())
        or any("<" in text for text in html)
    )


def _feed(root: ET.Element) -> Iterator[str]:
    yield from _part(root, "feed")
    entries = root.findall(f"{ATOM}entry")
    for name, event in (("id", "DuplicateEntries"), ("updated", "DuplicateUpdated")):
        known = Counter(entry.findtext(f"{ATOM}{name}") for entry in entries)
        if any(count > 1 for text, count in known.items() if text):
            yield event


def _part(part: ET.Element, name: str) -> Iterator[str]:
    allowed = CHILDREN[name]
    found = Counter(child.tag.removeprefix(ATOM) for child in part if child.tag.startswith(ATOM))
    for child, (least, most) in allowed.items():
        if found[child] < least:
            yield "MissingElement"
        if found[child] > most:
            yield "DuplicateElement"
    if found.keys() - allowed.keys():
        yield "UndefinedElement"
    yield from _links(part)
    for each in part:
        if each.tag.startswith(ATOM):
            yield from _child(each, each.tag.removeprefix(ATOM))


def _child(each: ET.Element, name: str) -> Iterator[str]:
    if any(key not in ATTRIBUTES.get(name, ()) for key in each.attrib if not key.startswith(XML)):
        yield "UnexpectedAttribute"
    if any(not value.strip() for key, value in each.attrib.items() if key in {"rel", "type"}):
        yield "AttrNotBlank"
    text = "".join(each.itertext())
    if name in CHILDREN:
        yield from _part(each, name)
    elif name == "id":
        yield from _id(text)
    elif name in {"updated", "published"}:
        yield from _moment(text)
    elif name in {*TEXTS, "content"}:
        yield from _words(each, text)
    elif name == "generator" and not URI.fullmatch(each.get("uri", "x:y")):
        yield "InvalidLink"
    elif name == "name" and _is_html(text):
        yield "ContainsHTML"


def _id(text: str) -> Iterator[str]:
    if text.lower().startswith("tag:"):
        if not TAG.fullmatch(text):
            yield "InvalidTAG"
    elif text.lower().startswith("urn:"):
        if not URN.fullmatch(text):
            yield "InvalidURN"
    elif not URI.fullmatch(text):
        yield "InvalidLink"
    elif not _is_canonical(text):
        yield "NonCanonicalURI"


def _is_canonical(address: str) -> bool:
    parts = urlsplit(address)
    has_default_port = (parts.scheme, parts.port) in {("http", 80), ("https", 443)}
    is_lower = address.startswith(f"{parts.scheme}://{parts.netloc.lower()}")
    is_upper = all(code == code.upper() for code in re.findall("%..", address))
    return is_lower and is_upper and not has_default_port and not UNRESERVED.search(address)


def _moment(text: str) -> Iterator[str]:
    try:
        moment = datetime.fromisoformat(text) if RFC_3339.fullmatch(text) else None
    except ValueError:
        moment = None
    if moment is None:
        yield "InvalidRFC3339Date"
    elif moment.year < 1990:
        yield "ImplausibleDate"


def _links(part: ET.Element) -> Iterator[str]:
    links = part.findall(f"{ATOM}link")
    for link in links:
        if (link.text or "").strip() or len(link):
            yield "AtomLinkNotEmpty"
        if link.get("rel", "alternate").strip() not in {"", *RELATIONS}:
            yield "UnregisteredAtomLinkRel"
        if link.get("type", "").strip() and not MIME.fullmatch(link.get("type", "")):
            yield "InvalidMIMEType"
    ways = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in links
        if link.get("rel", "alternate") == "alternate"
    )
    if any(count > 1 for count in ways.values()):
        yield "DuplicateAtomLink"


def _words(each: ET.Element, text: str) -> Iterator[str]:
    kind = each.get("type", "text").strip()
    if kind not in {"", "text", "html", "xhtml"} and not MIME.fullmatch(kind):
        yield "InvalidMIMEType"
    elif kind in {"text", "text/plain"}:
        if len(each):
            yield "UndefinedElement"
        elif _is_html(text):
            yield "ContainsUndeclaredHTML"
    elif kind in {"html", "text/html"} and not _is_whole_html(text):
        yield "NotHtml"


def _is_html(text: str) -> bool:
    """Whether words look like markup."""
    if any(name.lower() in HTML for name in re.findall(r"</(\w+)>", text)):
        return True
    found = re.findall(r"&(#?\w+)", text)
    return any(name in name2codepoint or not name.isalpha() for name in found)


def _is_whole_html(text: str) -> bool:
    parser = html5lib.HTMLParser()
    parser.parseFragment(text)
    return not [error for error in parser.errors if error[1].startswith(("eof", "expected-"))]
