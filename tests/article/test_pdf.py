"""PDFs say what is in them, and go out without who made them."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from typing import TypeAlias

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from site_builder.article import UnfitError, look, published_pdf
from tests.shown import AUTHOR, PHONE, XMP, pdf, telling

Change: TypeAlias = Callable[[PdfWriter, DictionaryObject], object]


def told(data: bytes) -> str:
    return "\n".join(look("a.pdf", data).texts)


def copy_of(data: bytes) -> bytes:
    return published_pdf(data)


def fault(data: bytes) -> str:
    with pytest.raises(UnfitError) as raised:
        look("a.pdf", data)
    assert raised.value.code == "bad-attachment"
    with pytest.raises(UnfitError):
        copy_of(data)
    return str(raised.value)


def in_root(key: str, value: object) -> Change:
    return lambda writer, _page: writer.root_object.update({NameObject(key): value})


def with_action(kind: str) -> Change:
    return in_root("/OpenAction", DictionaryObject({NameObject("/S"): NameObject(kind)}))


def with_xmp(writer: PdfWriter, _page: DictionaryObject) -> None:
    packet = DecodedStreamObject()
    packet.set_data(XMP.encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)


def with_photograph(writer: PdfWriter, page: DictionaryObject) -> None:
    photograph = StreamObject()
    photograph._data = telling("a.jpg")
    names = {"/Subtype": "/Image", "/ColorSpace": "/DeviceRGB", "/Filter": "/DCTDecode"}
    sizes = {"/Width": 24, "/Height": 16, "/BitsPerComponent": 8}
    photograph.update({NameObject(key): NameObject(name) for key, name in names.items()})
    photograph.update({NameObject(key): NumberObject(size) for key, size in sizes.items()})
    shown = DictionaryObject({NameObject("/I"): writer._add_object(photograph)})
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/XObject")] = shown


def linked(address: str) -> Change:
    return lambda writer, _page: writer.add_annotation(
        page_number=0, annotation=Link(rect=(0, 0, 9, 9), url=address)
    )


def test_everything_that_it_says_is_told() -> None:
    def more(writer: PdfWriter, page: DictionaryObject) -> None:
        with_xmp(writer, page)
        writer.add_outline_item(title="A chapter", page_number=0)
        linked("https://example.gov.cn/x")(writer, page)

    said = told(pdf(f"Call {PHONE}", more))
    expected = [AUTHOR, "李拍照", f"Call {PHONE}", "A chapter", "https://example.gov.cn/x"]
    assert [text for text in expected if text not in said] == []


@pytest.mark.parametrize("more", [None, with_xmp, with_photograph])
def test_the_published_copy_says_nothing_of_who_made_it(more: Change | None) -> None:
    copy = copy_of(pdf(more=more))
    hidden = [AUTHOR, "/Author", "/Producer", "/Info", "/Metadata", "/ID", "Exif", PHONE, "pypdf"]
    assert [text for text in hidden if text.encode() in copy] == []
    reader = PdfReader(io.BytesIO(copy))
    assert reader.metadata is None
    assert reader.pages[0].extract_text() == "List of wages"


def test_a_photograph_in_it_keeps_its_pixels() -> None:
    data = pdf(more=with_photograph)
    before, after = (PdfReader(io.BytesIO(d)).pages[0].images[0] for d in (data, copy_of(data)))
    assert before.image is not None
    assert after.image is not None
    assert before.image.tobytes() == after.image.tobytes()


def test_what_was_deleted_and_left_in_the_file_is_not_published() -> None:
    written = io.BytesIO()
    writer = PdfWriter(io.BytesIO(pdf("Zhang San 13900000000")), incremental=True)
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 12 Tf 10 100 Td (Zhang) Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    writer.write(written)
    assert PHONE.encode() in written.getvalue()
    assert PHONE.encode() not in copy_of(written.getvalue())


@pytest.mark.parametrize(
    ("more", "what"),
    [
        (with_action("/JavaScript"), "a script"),
        (in_root("/JS", TextStringObject("app.alert(1)")), "a script"),
        (with_action("/Launch"), "an action that is no link"),
        (with_action("/Unheard"), "an action that is no link"),
        (lambda writer, _page: writer.add_attachment("x.txt", b"x"), "other files inside it"),
        (
            in_root("/AcroForm", DictionaryObject({NameObject("/XFA"): TextStringObject("x")})),
            "an XFA form",
        ),
        (
            in_root("/X", DictionaryObject({NameObject("/FT"): NameObject("/Sig")})),
            "a digital signature, which the published copy would break",
        ),
        (
            lambda writer, _page: writer.add_annotation(
                page_number=0, annotation=FreeText(text="a note", rect=(0, 0, 9, 9))
            ),
            "comments, or other things on its pages that are no links",
        ),
        *(
            (
                linked(address),
                "a link that is neither to a web page nor to an address of mail or telephone",
            )
            for address in ("javascript:alert(1)", "file:///etc/passwd", "//example.com")
        ),
    ],
)
def test_what_acts_or_hides_is_refused(more: Change, what: str) -> None:
    expected = f"expected a PDF that can be published, found one with {what}"
    assert fault(pdf(more=more)) == expected


def test_an_encrypted_one_is_refused() -> None:
    def locked(writer: PdfWriter, _page: DictionaryObject) -> None:
        writer.encrypt("", algorithm="RC4-128")

    expected = "expected a PDF that anybody may open, found one that is encrypted"
    assert fault(pdf(more=locked)) == expected


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"x" * 999, pdf()[:300]])
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    assert "expected a" in fault(data)


def test_one_with_too_many_pages_or_characters_is_refused() -> None:
    def more(writer: PdfWriter, _page: DictionaryObject) -> None:
        for _ in range(300):
            writer.add_blank_page(width=9, height=9)

    with pytest.raises(UnfitError, match="at most 300 pages"):
        look("a.pdf", pdf(more=more))
    with pytest.raises(UnfitError, match="at most 600000 characters"):
        look("a.pdf", pdf("x" * 600_001))


def test_whatever_is_wrong_with_one_is_said() -> None:
    data = pdf(more=with_photograph)
    chance = random.Random(6)  # noqa: S311 - to have the same faults every time
    for _ in range(300):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] = chance.randrange(256)
        try:
            look("a.pdf", bytes(broken))
            copy_of(bytes(broken))
        except UnfitError as error:
            assert error.code == "bad-attachment"  # noqa: PT017 - most changes are no fault


def test_the_copy_is_the_same_bytes_whatever_the_hash_seed(tmp_path: os.PathLike[str]) -> None:
    file = os.path.join(tmp_path, "a.pdf")  # noqa: PTH118
    with open(file, "wb") as stream:  # noqa: PTH123
        stream.write(pdf(more=with_photograph))
    program = (
        "import hashlib, sys; from site_builder.article import published_pdf;"
        "print(hashlib.sha256(published_pdf(open(sys.argv[1], 'rb').read())).hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program, file],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


_TELLING = b"BT /F1 12 Tf 10 50 Td (11010519491231002X) Tj ET"


def _form(writer: PdfWriter, page: DictionaryObject, said: bytes, **more: str) -> None:
    form = StreamObject()
    form._data = said
    names = {"/Type": "/XObject", "/Subtype": "/Form"} | {f"/{key}": more[key] for key in more}
    form.update({NameObject(key): NameObject(value) for key, value in names.items()})
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): resources["/Font"]})
    forms = resources.setdefault(NameObject("/XObject"), DictionaryObject())
    forms[NameObject(f"/X{len(forms)}")] = writer._add_object(form)


def _says(page: DictionaryObject, said: bytes) -> None:
    content = page["/Contents"].get_object()
    assert isinstance(content, DecodedStreamObject)
    content.set_data(said)


def test_a_part_of_a_page_that_unpacks_to_too_much_is_not_passed_over() -> None:
    packed = zlib.compress(b" " * (80 << 20) + _TELLING, 9)

    def change(writer: PdfWriter, page: DictionaryObject) -> None:
        _form(writer, page, packed, Filter="/FlateDecode")
        _says(page, b"/X0 Do")

    with pytest.raises(UnfitError, match="found parts that cannot"):
        look("a.pdf", pdf("Wages", change))


def test_parts_of_a_page_behind_very_many_others_are_not_passed_over() -> None:
    def change(writer: PdfWriter, page: DictionaryObject) -> None:
        _form(writer, page, b" ")
        _form(writer, page, _TELLING)
        _says(page, b"/X0 Do " * 6000 + b"/X1 Do")

    with pytest.raises(UnfitError, match="found parts that cannot"):
        look("a.pdf", pdf("Wages", change))


def test_a_part_of_a_page_is_read_like_the_page() -> None:
    def change(writer: PdfWriter, page: DictionaryObject) -> None:
        _form(writer, page, _TELLING)
        _says(page, b"/X0 Do")

    assert "11010519491231002X" in told(pdf("Wages", change))


def test_pages_that_are_drawn_with_millions_of_operators_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("site_builder.pdf_reader._MOST_OPERATORS", 1000)
    look("a.pdf", pdf("Wages", lambda _writer, page: _says(page, b"q Q " * 450)))
    with pytest.raises(UnfitError, match="found parts that cannot"):
        look("a.pdf", pdf("Wages", lambda _writer, page: _says(page, b"q Q " * 600)))
