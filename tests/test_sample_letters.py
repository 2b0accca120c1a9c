"""The promises of the sample campaign: of its requests, and of specimens of its other letters."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path

import ooxml_integrity
import page
import pytest
from openxml_audit import OpenXmlValidator

from tests.reading_back import (
    artefact_text,
    docx_paragraphs,
    fold,
    font_names,
    letterbook,
    pdf_text,
    structure_roles,
)
from tests.workflow.office import copy_campaign

pytestmark = pytest.mark.long

ISSUED = {
    "document_request": "2018-01-24",
    "follow_up": "2018-02-26",
    "subpoena_notice": "2018-03-19",
    "closing": "2018-02-26",
}
BUNDLED = re.compile(r"(Liberation|Carlito|Caladea|DejaVu)")


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A letter of the demo, read from its batch's folder."""

    name: str
    docx: bytes
    pdf: bytes


def asked(kind: str) -> tuple[str, ...]:
    """Return the call for letters of a kind to people of whom nothing is recorded."""
    call = ("generate", "--letter", kind)
    return call if kind == "document_request" else (*call, "--assume-schedule")


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("out")
    campaign = copy_campaign(tmp_path_factory.mktemp("sample") / "campaign")
    for kind, day in ISSUED.items():
        done = letterbook(*asked(kind), "--as-of", day, "--out", str(out), cwd=campaign)
        assert done.returncode == 0, done.stderr
    return {kind: next(out.glob(f"{ISSUED[kind]}-{kind}-*")) for kind in ISSUED}


@pytest.fixture(scope="session")
def letters(folders: dict[str, Path]) -> list[MadeLetter]:
    return [
        MadeLetter(path.stem, path.read_bytes(), path.with_suffix(".pdf").read_bytes())
        for folder in folders.values()
        for path in sorted(folder.glob("*.docx"))
    ]


def test_each_kind_makes_23_letters_in_both_formats_and_two_manifests(folders: dict[str, Path]) -> None:
    for kind, folder in folders.items():
        names = {path.name for path in folder.iterdir()}
        assert len([name for name in names if name.endswith(f".{kind}.docx")]) == 23
        assert len([name for name in names if name.endswith(f".{kind}.pdf")]) == 23
        assert len(names) == 23 * 2 + 2


def test_docx_and_pdf_say_the_same(letters: list[MadeLetter]) -> None:
    for letter in letters:
        words = fold(pdf_text(letter.pdf)).replace("- ", "-")
        missing = [text for text in docx_paragraphs(letter.docx) if text.replace("- ", "-") not in words]
        # A paragraph that goes over a page has the page's furniture in its middle: look for its sentences.
        assert not [
            sentence
            for text in missing
            for sentence in re.split(r"(?<=[.:;]) ", text)
            if len(re.findall(re.escape(sentence[:20]), words)) == 0
        ], letter.name


def test_no_tag_no_none_and_no_gap_is_left_in_a_letter(letters: list[MadeLetter]) -> None:
    for letter in letters:
        for text in (pdf_text(letter.pdf), "\n".join(docx_paragraphs(letter.docx))):
            assert not re.search(r"\{\{|\{%|\}\}|%\}|\bNone\b|  ", text), letter.name


def test_every_pdf_conforms_to_pdfa_2a_and_pdfua_1(letters: list[MadeLetter]) -> None:
    for letter in letters:
        for profile in ("2a", "ua1"):
            report = page.validate_pdf_bytes(letter.pdf, profile=profile)
            assert report.is_compliant, (letter.name, profile, report)


def test_every_pdf_has_the_bundled_fonts_only(letters: list[MadeLetter]) -> None:
    for letter in letters:
        names = font_names(letter.pdf)
        assert names
        assert all(BUNDLED.match(name) for name in names), (letter.name, names)


def test_every_pdf_has_real_paragraphs_and_artefacts(letters: list[MadeLetter]) -> None:
    for letter in letters:
        assert "P" in structure_roles(letter.pdf), letter.name
        assert "TJ" in artefact_text(letter.pdf) or "Tj" in artefact_text(letter.pdf), letter.name


def test_the_requested_documents_are_a_list_and_the_awards_a_table_with_headers(
    letters: list[MadeLetter],
) -> None:
    for letter in letters:
        if not letter.name.endswith("document_request"):
            continue
        roles = structure_roles(letter.pdf)
        assert roles.count("LI") == roles.count("LBody") >= 5, letter.name
        assert "TH" in roles, letter.name


def test_the_notice_lists_the_letters_before_it_under_header_cells(letters: list[MadeLetter]) -> None:
    for letter in letters:
        if letter.name.endswith("subpoena_notice"):
            roles = structure_roles(letter.pdf)
            assert roles.count("TH") >= 3, letter.name
            assert roles.count("TR") == 4, letter.name


def test_every_docx_is_valid(letters: list[MadeLetter], tmp_path: Path) -> None:
    validator = OpenXmlValidator()
    for letter in letters:
        path = tmp_path / f"{letter.name}.docx"
        path.write_bytes(letter.docx)
        assert not validator.validate(str(path)).errors, letter.name
        findings = [it for it in ooxml_integrity.check(str(path)) if it.severity is not ooxml_integrity.INFO]
        assert not findings, (letter.name, findings)


def test_the_manifest_names_the_bytes_that_lie_beside_it(folders: dict[str, Path]) -> None:
    for folder in folders.values():
        rows = list(csv.DictReader(io.StringIO((folder / "manifest.csv").read_text(encoding="utf-8"))))
        records = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
        assert len(rows) == len(records) == 23
        assert len({record["letter_id"] for record in records}) == 23
        for record in records:
            for file in record["files"]:
                content = (folder / file["path"]).read_bytes()
                assert hashlib.sha256(content).hexdigest() == file["sha256"]
                assert len(content) == file["size"]


def test_leading_zeros_of_the_table_arrive_in_the_letter(folders: dict[str, Path]) -> None:
    content = (folders["document_request"] / "vt-burlington.document_request.pdf").read_bytes()
    assert "Burlington, Vermont 05401" in fold(pdf_text(content))


def test_a_letter_says_that_it_is_a_specimen_on_each_page(folders: dict[str, Path]) -> None:
    content = (folders["document_request"] / "ca-state.document_request.pdf").read_bytes()
    assert pdf_text(content).count("SPECIMEN - not an official document") == 2


def test_the_same_input_gives_the_same_bytes_anywhere(
    folders: dict[str, Path], copied_campaign: Path
) -> None:
    for kind, name in (("document_request", "ca-state"), ("subpoena_notice", "il-cook-county")):
        done = letterbook(
            *asked(kind), "--as-of", ISSUED[kind], "--only", name,
            cwd=copied_campaign, TZ="Pacific/Auckland", PYTHONHASHSEED="7", LANG="C", SOURCE_DATE_EPOCH="1",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        for form in ("docx", "pdf"):
            (made,) = (copied_campaign / "out").glob(f"*/{name}.{kind}.{form}")
            assert made.read_bytes() == (folders[kind] / made.name).read_bytes(), made.name
