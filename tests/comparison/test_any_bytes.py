"""Whatever bytes of a letter are altered, a comparison is never silent: it differs, or cannot be read.

Silence is allowed where the two are the same to an independent reader, which knows only what ``docs/diff.md``
says never counts.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.comparison.words.tokens import fold
from generator.model import Format
from generator.word.opc.relationships import content_type, read_content_types
from tests.comparison.planted import in_docx, in_pdf
from tests.comparison.specimens import Parts, compare

LETTERS = st.text("abcxyzABC019./<>\"'= ()[]", min_size=1, max_size=6)
SAVED = {"Application", "AppVersion", "created", "modified", "lastModifiedBy", "revision", "zoom"}
SAVED |= {"TotalTime", "Pages", "Words", "Characters", "Lines", "Paragraphs", "CharactersWithSpaces"}
COUNTED = {"docPr", "cNvPr", "bookmarkStart", "bookmarkEnd"}
RESOURCES = {"/XObject"}
"""Kinds of resources by which their dictionary is known; fonts and states by what they print."""
SAVED_PDF = {"/CreationDate", "/ModDate", "/Producer", "/Creator"}
QUICK = settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None, derandomize=True)
LONG = settings(max_examples=1_500, suppress_health_check=list(HealthCheck), deadline=None)


@cache
def parts() -> Parts:
    return in_docx.rich_parts()


@cache
def old_pdf() -> bytes:
    """Return the PDF with every stream as it is read, so that any byte of it says something."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(in_pdf.Making()())) as document:
        document.save(stream, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    return stream.getvalue()


def zipped(letter: Parts) -> bytes:
    """Return a zip of these parts, whatever is in them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in letter.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()


def silent(form: Format, old: bytes, new: bytes) -> bool:
    with TemporaryDirectory() as folder:
        return compare(Path(folder), {form: old}, {form: new}).verdict == "same"


def alter_docx(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(parts())))
    part = parts()[name]
    content = part if isinstance(part, bytes) else part.encode()
    start = data.draw(st.integers(0, len(content) - 1))
    new = data.draw(LETTERS).encode()
    altered = content[:start] + new + content[start + len(new) :]
    if altered != content and silent("docx", zipped(parts()), zipped({**parts(), name: altered})):
        assert says(name, content) == says(name, altered), f"{name} at {start}: {new!r}"


def says(name: str, content: bytes) -> object:
    """Return what an XML part says to a reader that knows what never counts."""
    if not name.endswith((".xml", ".rels")):
        return content
    if name == "[Content_Types].xml":
        types = read_content_types({name: content})
        return {part: content_type(types, part) for part in parts()}
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    numbers: dict[str, str] = {}
    return tuple(line for element in root.iter() for line in _lines(element, numbers))


def _lines(element: etree._Element, numbers: dict[str, str]) -> tuple[object, ...]:
    if callable(element.tag) or etree.QName(element).localname in SAVED:
        return ()
    name = etree.QName(element).localname
    attributes = {str(key): str(value) for key, value in element.attrib.items()}
    for key in list(attributes):
        bare = key.rpartition("}")[2]
        if bare == "space":
            del attributes[key]
        elif bare == "id" and name in COUNTED:
            attributes[key] = "a number"
        elif bare == "Id" or (bare in {"id", "embed"} and attributes[key].startswith("rId")):
            attributes[key] = numbers.setdefault(attributes[key], str(len(numbers)))
    return (str(element.tag), len(element), tuple(sorted(attributes.items())), fold(element.text or ""))


def alter_pdf(data: st.DataObject) -> None:
    whole = old_pdf()
    start = data.draw(st.integers(20, whole.rindex(b"xref") - 8))
    new = data.draw(LETTERS).encode()
    altered = whole[:start] + new + whole[start + len(new) :]
    if altered == whole or not silent("pdf", whole, altered):
        return
    with pikepdf.open(io.BytesIO(whole)) as before, pikepdf.open(io.BytesIO(altered)) as after:
        assert not after.get_warnings(), "a damage is told"
        assert meaning(before) == meaning(after), f"at {start}: {whole[start - 30 : start + 30]!r} {new!r}"


def meaning(document: pikepdf.Pdf) -> object:
    """Return what a PDF holds to a reader that knows what never counts."""
    seen: dict[tuple[int, int], int] = {}
    document.remove_unreferenced_resources()
    info = {key: str(value) for key, value in document.docinfo.items() if key not in SAVED_PDF}
    return _value(document.Root, seen, 0), tuple(sorted(info.items()))


def _value(thing: object, seen: dict[tuple[int, int], int], depth: int) -> object:
    if isinstance(thing, pikepdf.Object) and thing.is_indirect:
        if thing.objgen in seen:
            return f"see {seen[thing.objgen]}"
        seen[thing.objgen] = len(seen)
    match thing:
        case pikepdf.Array():
            return tuple(_value(entry, seen, depth + 1) for entry in thing)
        case pikepdf.Stream():
            keys = sorted(set(thing.keys()) - {"/Length", "/Filter", "/DecodeParms"})
            return (_content(thing), *((key, _value(thing[key], seen, depth + 1)) for key in keys))
        case pikepdf.Dictionary():
            keys = sorted(set(thing.keys()) & RESOURCES if RESOURCES & set(thing.keys()) else thing.keys())
            return tuple((key, _value(thing[key], seen, depth + 1)) for key in keys)
        case _:
            return str(thing)


def _content(stream: pikepdf.Stream) -> object:
    """Return a stream without what a picture or the words are for: numbers of a page's content, glyphs."""
    content = stream.read_bytes()
    if b" Tf" in content or b" re" in content:
        content = re.sub(rb"<[0-9a-fA-F]*>|-?\d*\.?\d+", b"0", content)
        return b" ".join(token for token in content.split() if token not in {b"q", b"Q", b"BT", b"ET"})
    if stream.get("/Type") == "/Metadata":
        return re.sub(rb"<(xmp:\w+Date|pdf:Producer|xmp:CreatorTool)[^>]*>[^<]*|\s+|xmptk=\S*", b"", content)
    if content[:4] == b"\0\1\0\0":
        return len(content)
    return content


@given(st.data())
@QUICK
def test_no_altered_bytes_of_a_docx_are_silent(data: st.DataObject) -> None:
    alter_docx(data)


@given(st.data())
@QUICK
def test_no_altered_bytes_of_a_pdf_are_silent(data: st.DataObject) -> None:
    alter_pdf(data)


@pytest.mark.torture
@pytest.mark.parametrize("alter", [alter_docx, alter_pdf])
def test_no_altered_bytes_are_silent_however_many_are_tried(alter: object) -> None:
    @given(st.data())
    @LONG
    def tried(data: st.DataObject) -> None:
        alter(data)  # type: ignore[operator] # one of the two above

    tried()


def test_a_property_in_another_namespace_is_another_one() -> None:
    core = str(parts()["docProps/core.xml"])
    altered = core.replace("http://purl.org/dc/elements/1.1/", "h0tp://purl.org/dc/elements/1.1/")
    assert altered != core
    assert not silent("docx", zipped(parts()), zipped({**parts(), "docProps/core.xml": altered}))


UNTOLD_ONCE = {
    "an instruction around the metadata": (rb"<\?xpacket begin", b"<?x0acket begin"),
    "a table of objects that is not where the file says": (rb"startxref\n", b"startxref\n9"),
}


@pytest.mark.parametrize("name", UNTOLD_ONCE)
def test_what_was_silent_once_is_told(name: str) -> None:
    found, instead = UNTOLD_ONCE[name]
    altered, count = re.subn(found, instead, old_pdf())
    assert count
    assert not silent("pdf", old_pdf(), altered)


def test_a_tag_that_no_other_names_as_its_child_is_told() -> None:
    sides = []
    for language in ("en", "fr"):
        stream = io.BytesIO()
        with pikepdf.open(io.BytesIO(old_pdf())) as document:
            first = next(
                tag
                for tag in document.objects
                if isinstance(tag, pikepdf.Dictionary) and tag.get("/Type") == "/StructElem"
            )
            beside = pikepdf.Dictionary(S=pikepdf.Name.Note, P=first.P, Lang=pikepdf.String(language))
            first.P = document.make_indirect(beside)
            document.save(stream, static_id=True)
        sides.append(stream.getvalue())
    assert not silent("pdf", *sides)
