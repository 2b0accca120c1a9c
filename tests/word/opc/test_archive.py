"""A .docx is read safely or refused by name, and written with the same bytes every time."""

from __future__ import annotations

import contextlib
import io
import struct
import subprocess
import sys
import tracemalloc
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DocumentError
from generator.word.opc.archive import ArchiveLimits, read_archive, read_printed, write_archive
from tests.word.word_packages import WORD, content_types, package, relationships, zipped


def refusal(data: bytes, limits: ArchiveLimits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read_archive(data, source="letter.docx", limits=limits)
    return "\n".join(f"{problem} | {problem.hint}" for problem in caught.value.problems)


def test_a_plain_document_is_read_part_by_part() -> None:
    archive = read_archive(zipped(package()), source="letter.docx")
    assert archive.main == "word/document.xml"
    assert dict(archive.parts) == package()


def test_writing_is_independent_of_time_and_gives_back_what_was_read() -> None:
    written = write_archive(package())
    assert written == write_archive(dict(read_archive(written, source="x").parts))
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_writing_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); from tests.word.word_packages import package;"
        "from generator.word.opc.archive import write_archive; import hashlib;"
        "print(hashlib.sha256(write_archive(package())).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"TZ": zone, "PYTHONHASHSEED": seed},
        ).stdout
        for zone, seed in (("UTC", "1"), ("Asia/Tokyo", "2"))
    }
    assert len(runs) == 1


def test_the_thumbnail_of_the_template_is_not_sent_along() -> None:
    parts = package() | {"docProps/thumbnail.jpeg": b"\xff\xd8"}
    parts["_rels/.rels"] = relationships(
        ("officeDocument", "word/document.xml", False),
        ("metadata/thumbnail", "docProps/thumbnail.jpeg", False),
    )
    written = read_archive(write_archive(parts), source="x")
    assert "docProps/thumbnail.jpeg" not in written.parts
    assert b"thumbnail" not in written.parts["_rels/.rels"]


def with_settings(*links: tuple[str, str, bool]) -> dict[str, bytes]:
    parts = package()
    parts["[Content_Types].xml"] = content_types(
        {"word/document.xml": f"{WORD}.document.main+xml", "word/settings.xml": f"{WORD}.settings+xml"}
    )
    parts["word/_rels/document.xml.rels"] = relationships(("settings", "settings.xml", False))
    parts["word/settings.xml"] = (
        b'<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        b'<w:attachedTemplate r:id="rId1"/><w:mailMerge><w:dataSource r:id="rId2"/></w:mailMerge>'
        b"<w:zoom/></w:settings>"
    )
    return parts | {"word/_rels/settings.xml.rels": relationships(*links)}


def test_links_to_the_authors_machine_are_cut() -> None:
    parts = with_settings(
        ("attachedTemplate", "file:////C:\\Users\\jane\\Normal.dotm", True),
        ("mailMergeSource", "file:///C:\\Users\\jane\\list.xlsx", True),
    )
    archive = read_archive(zipped(parts), source="letter.docx")
    assert not archive.remarks
    assert b"jane" not in b"".join(archive.parts.values())
    assert b"mailMerge" not in archive.parts["word/settings.xml"]
    assert b"zoom" in archive.parts["word/settings.xml"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.dotm",
        r"\\host\share\a.dotm",
        "file://host/a.dotm",
        "file:///\\\\host\\share\\a.dotm",
        "file:////host/a.dotm",
    ],
)
def test_a_template_on_the_network_is_cut_with_a_remark(address: str) -> None:
    parts = with_settings(("attachedTemplate", address, True))
    archive = read_archive(zipped(parts), source="letter.docx")
    assert b"a.dotm" not in b"".join(archive.parts.values())
    assert b"attachedTemplate" not in archive.parts["word/settings.xml"]
    (remark,) = archive.remarks
    assert remark.severity == "warning"
    assert f"letter.docx: word/settings.xml: is attached to the template {address}" in str(remark)


def test_links_of_settings_that_could_not_be_cut_are_refused() -> None:
    parts = with_settings(("attachedTemplate", "https://example.org/a.dotm", True))
    parts["word/Settings.xml"] = parts.pop("word/settings.xml")
    assert "loads attachedTemplate from outside" in refusal(zipped(parts))


def test_a_part_that_nothing_leads_to_and_that_is_no_xml_is_left_out_with_a_remark() -> None:
    parts = package() | {"21401.xml": b"===== notes", "customXml/item1.xml": b"<kept/>"}
    archive = read_archive(zipped(parts), source="letter.docx")
    assert dict(archive.parts).keys() == (package() | {"customXml/item1.xml": b""}).keys()
    assert "letter.docx: 21401.xml: belongs to no part of the document" in str(archive.remarks[0])


def test_a_part_that_is_reached_and_no_xml_is_refused_whatever_the_case_of_its_name() -> None:
    parts = package() | {"word/Styles.xml": b"===== styles"}
    parts["word/_rels/document.xml.rels"] = relationships(("styles", "styles.xml", False))
    assert "word/Styles.xml: is not well-formed XML" in refusal(zipped(parts))


def test_a_stray_part_with_a_doctype_is_refused() -> None:
    assert "DOCTYPE" in refusal(zipped(package() | {"21401.xml": b"<!DOCTYPE x>"}))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
        ("customXml/item1.xml", b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
        ("word/styles.xml", "<!DOCTYPE x><x/>".encode("utf-16")),
        ("word/styles.xml", '<?xml version="1.0"?><!DOCTYPE x><x/>'.encode("utf-16-le")),
    ],
)
def test_a_doctype_is_refused_in_any_part_and_encoding(name: str, content: bytes) -> None:
    message = refusal(zipped(package() | {name: content}))
    assert f"letter.docx: {name}" in message
    assert "DOCTYPE" in message


def test_an_encoding_that_could_hide_a_doctype_is_refused() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'
    assert "encoding other than UTF-8" in refusal(zipped(package() | {"word/styles.xml": hidden}))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/vbaProject.bin": b"x"}, "a macro project (VBA)"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "an embedded OLE object"),
        ({"word/activeX/activeX1.bin": b"x"}, "an ActiveX control"),
        ({"word/document.xml": b"<w:document>"}, "not well-formed XML"),
    ],
)
def test_what_could_run_is_refused_by_name(parts: dict[str, bytes], words: str) -> None:
    assert words in refusal(zipped(package() | parts))


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (("image", "http://x.example/a.png", True), "loads image from outside the document"),
        (("aFChunk", "a.html", False), "altChunk"),
        (("package", "a.xlsx", False), "an embedded document"),
        (("attachedTemplate", "https://x.example/a.dotm", True), "loads attachedTemplate"),
    ],
)
def test_what_could_load_is_refused_by_name(link: tuple[str, str, bool], words: str) -> None:
    parts = package() | {"word/_rels/document.xml.rels": relationships(link)}
    assert words in refusal(zipped(parts))


def test_a_picture_may_be_called_what_it_shows() -> None:
    parts = package() | {"word/media/oleObject diagram.png": b"x"}
    assert read_archive(zipped(parts), source="x").parts


def test_a_hyperlink_may_lead_outside() -> None:
    links = relationships(("hyperlink", "https://example.org/", True))
    assert read_archive(zipped(package() | {"word/_rels/document.xml.rels": links}), source="x").parts


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../evil.xml", "leads out of the archive"),
        ("/etc/passwd", "absolute path"),
        ("C:/evil.xml", "absolute path"),
        ("word\\evil.xml", "name that no Word document has"),
        ("word/\x07.xml", "name that no Word document has"),
        ("word/_rels/document.xml.RELS", "name that no Word document has"),
        ("word/_RELS/document.xml.rels", "name that no Word document has"),
        ("word/document.xml.rels", "name that no Word document has"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, words: str) -> None:
    assert words in refusal(zipped(package() | {name: b"x"}))


def test_a_part_that_is_there_twice_is_refused() -> None:
    buffer = io.BytesIO(zipped(package()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr("Word/document.xml", b"<other/>")
    assert "twice" in refusal(buffer.getvalue())


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = zipped(package() | {"word/media/a.png": bytes(80 * 2**20)})
    assert "the limit is 67,108,864" in refusal(bomb)
    assert "times its size" in refusal(zipped(package() | {"word/media/a.png": bytes(8 * 2**20)}))
    assert "parts; the limit is 2" in refusal(zipped(package()), ArchiveLimits(entries=2))
    assert "unpacks to" in refusal(zipped(package()), ArchiveLimits(total_bytes=100))
    assert "bytes; the limit is 10" in refusal(zipped(package()), ArchiveLimits(archive_bytes=10))


def test_an_encrypted_member_is_refused() -> None:
    content = bytearray(zipped(package()))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "is encrypted" in refusal(bytes(content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a zip archive"),
        (b"Dear Ms. Reed", "not a zip archive"),
        (b"\xd0\xcf\x11\xe0rest", "encrypted document or one in the old .doc format"),
        (zipped({"a.txt": b"x"}), "it has no [Content_Types].xml"),
    ],
)
def test_bytes_that_are_no_word_document_are_named_for_what_they_are(content: bytes, words: str) -> None:
    assert words in refusal(content)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "its main part is"),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "contains macros"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "contains macros"),
    ],
)
def test_another_kind_of_office_file_is_refused(kind: str, words: str) -> None:
    parts = package() | {"[Content_Types].xml": content_types({"word/document.xml": kind})}
    assert words in refusal(zipped(parts))


def test_a_part_without_a_name_is_no_part_that_ends_in_a_traceback() -> None:
    content = zipped(package()).replace(b"word/document.xml", b"\0ord/document.xml")
    with pytest.raises(DocumentError):
        read_archive(content, source="x")


@given(st.data())
def test_a_damaged_archive_is_refused_without_a_traceback(data: st.DataObject) -> None:
    content = bytearray(zipped(package()))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    for damaged in (bytes(content[:end]), bytes(content)):
        with contextlib.suppress(DocumentError):
            read_archive(damaged, source="x")


def test_a_size_that_the_directory_lies_about_does_not_unpack_further() -> None:
    content = bytearray(zipped(package() | {"word/media/a.png": bytes(8 * 2**20)}))
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 10)
    assert "damaged" in refusal(bytes(content))


@pytest.mark.parametrize("size", [0, 10, 8 * 2**20])
def test_a_part_whose_size_lies_is_refused_and_takes_no_more_memory_than_it_says(size: int) -> None:
    actual = bytes(64 * 2**20)
    content = bytearray(zipped(package() | {"word/media/a.png": actual}))
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, size)
    tracemalloc.start()
    try:
        assert "damaged" in refusal(bytes(content))
        assert tracemalloc.get_traced_memory()[1] < size * 3 + 4 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "kind",
    ["styles", "theme", "settings", "numbering", "fontTable", "header", "footnotes", "comments", "chart"],
)
@pytest.mark.parametrize("leads_to", ["word/media/a.png", "word/part.bin"])
def test_a_relationship_to_what_is_not_xml_is_refused_by_the_name_of_the_part(
    kind: str, leads_to: str
) -> None:
    parts = package() | {leads_to: b"\x89PNG not XML at all"}
    parts["word/_rels/document.xml.rels"] = relationships((kind, f"/{leads_to}", False))
    for read in (read_archive, read_printed):
        with pytest.raises(DocumentError) as caught:
            read(zipped(parts), source="letter.docx")
        assert f"{leads_to}: is not well-formed XML" in str(caught.value.problems[0])
