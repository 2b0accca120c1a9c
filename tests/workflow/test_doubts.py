"""What is doubtful about a template is told at every check, not only to who asks for it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from generator.errors import ProblemsFoundError
from generator.workflow.letters.check import check
from generator.workflow.letters.generate import Selection, generate
from generator.workflow.letters.inspect import doubts_of
from generator.workflow.sources import Sources
from tests.written import Written, image, paragraph, picture, run

STAND_INS = ("Arimo", "Tinos", "Cousine", "Times", "Helvetica", "Liberation Serif", "Carlito", "Caladea")


def written(tmp_path: Path, body: str, more_styles: str = "") -> Path:
    path = tmp_path / "letter.docx"
    path.write_bytes(Written(body, parts={"i": image()}, more_styles=more_styles).docx())
    return path


def set_in(face: str) -> str:
    return paragraph(runs=run("Dear you", f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}"/>'))


def test_a_typeface_that_text_is_written_in_and_that_has_no_stand_in_is_told(tmp_path: Path) -> None:
    (doubt,) = doubts_of(written(tmp_path, set_in("Papyrus")))
    assert "Papyrus" in doubt.message
    assert doubt.severity == "warning"


@pytest.mark.parametrize("face", STAND_INS)
def test_typefaces_of_equal_widths_are_no_doubt(tmp_path: Path, face: str) -> None:
    assert doubts_of(written(tmp_path, set_in(face))) == ()


def test_a_typeface_that_only_an_unused_style_names_is_no_doubt(tmp_path: Path) -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Fancy"><w:name w:val="Fancy"/><w:rPr>'
        '<w:rFonts w:ascii="Papyrus" w:hAnsi="Papyrus"/></w:rPr></w:style>'
    )
    assert doubts_of(written(tmp_path, paragraph("Dear you"), style)) == ()


def with_picture(folder: Path, description: str) -> None:
    """Put a picture into the sample campaign's document request."""
    path = folder / "templates" / "letters" / "document_request.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = {"wp": "wordprocessingDrawing", "a": "main", "pic": "picture"}
    drawingml = "http://schemas.openxmlformats.org/drawingml/2006"
    declared = "".join(f' xmlns:{prefix}="{drawingml}/{name}"' for prefix, name in names.items())
    shown = picture("rIdPicture", description).replace("<w:drawing>", f"<w:drawing{declared}>")
    drawing = f"<w:p>{shown}</w:p>".encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + drawing, 1)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rIdPicture" Type="{kind}" Target="media/seal.png"/></Relationships>'
    links = "word/_rels/document.xml.rels"
    parts[links] = parts[links].replace(b"</Relationships>", link.encode())
    types = b'<Default Extension="png" ContentType="image/png"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types)
    parts["word/media/seal.png"] = image().content
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    path.write_bytes(content.getvalue())


def sources(folder: Path, *, strict: bool = False) -> Sources:
    return Sources(folder / "campaign.toml", strict=strict)


def test_a_picture_without_a_description_is_told_at_every_check_and_batch(copied_campaign: Path) -> None:
    with_picture(copied_campaign, "")
    one = Selection("document_request", only=("il-chicago",), formats=("docx",))
    made = generate(sources(copied_campaign), one, copied_campaign / "out")
    for warnings in (check(sources(copied_campaign)).warnings, made.warnings):
        (warning,) = warnings
        assert warning.source == "document_request.docx: document.xml, paragraph 1"
        assert "without alternative text" in warning.message


def test_strict_takes_a_warning_for_a_fault_and_writes_nothing(copied_campaign: Path) -> None:
    with_picture(copied_campaign, "")
    one = Selection("document_request", only=("il-chicago",), formats=("docx",))
    with pytest.raises(ProblemsFoundError) as caught:
        generate(sources(copied_campaign, strict=True), one, copied_campaign / "out")
    assert [problem.severity for problem in caught.value.problems] == ["error"]
    assert not (copied_campaign / "out").exists()
    with pytest.raises(ProblemsFoundError):
        check(sources(copied_campaign, strict=True))


def test_a_described_picture_is_no_doubt(copied_campaign: Path) -> None:
    with_picture(copied_campaign, "The seal of the office")
    assert check(sources(copied_campaign, strict=True)).warnings == ()
