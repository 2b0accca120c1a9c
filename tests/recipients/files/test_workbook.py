"""A workbook: read as what one sees in it, and refused when it is hostile or hides something."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator.model import RecipientTable
from generator.recipients import TableLimits, read_recipients
from tests.recipients.tables import told

_LOST = "the last of which a spreadsheet loses"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_AS_EXCEL_WRITES = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">
<sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="{_RELATED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>""",
    "xl/sharedStrings.xml": f"""<sst xmlns="{_MAIN}"><si><t>id</t></si><si><t>x</t></si><si><t>a</t></si>
<si><r><t xml:space="preserve">rich </t></r><r><t>text_x000D_
end</t></r></si></sst>""",
    "xl/worksheets/sheet1.xml": f"""<worksheet xmlns="{_MAIN}"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>
<row r="4"><c r="A4" t="str"><f>"f"&amp;1</f><v>f1</v></c><c r="B4"><f>1+1</f><v>2</v></c></row>
</sheetData></worksheet>""",
}


def as_excel_writes(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in _AS_EXCEL_WRITES.items():
            package.writestr(name, content)


def sheet_of(*rows: tuple[object, ...]) -> Worksheet:
    sheet = openpyxl.Workbook().active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return sheet


def read(folder: Path, sheet: Worksheet) -> RecipientTable:
    path = folder / "recipients.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return read_recipients(path, ())


def changed(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Write the package anew with a part that says something else."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


@pytest.mark.parametrize(
    ("cell", "number_format", "text"),
    [
        (60602, "General", "60602"),
        (60602.0, "General", "60602"),
        (5401, "00000", "05401"),
        (54010012, "00000\\-0000", "05401-0012"),
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (True, "General", "TRUE"),
        (date(2018, 1, 24), "mm/dd/yyyy", "2018-01-24"),
        (datetime(2018, 1, 24, 15, 30), "General", "2018-01-24 15:30:00"),  # noqa: DTZ001 (sheets know no zone)
        (time(9, 5), "h:mm", "09:05:00"),
        ("05401", "@", "05401"),
        ("two\nlines", "General", "two\nlines"),
        ("a_x0041_b", "General", "aAb"),
    ],
)
def test_a_cell_reads_as_one_sees_it(tmp_path: Path, cell: object, number_format: str, text: str) -> None:
    sheet = sheet_of(("id", "x"), ("a", cell))
    if number_format != "General":
        sheet["B2"].number_format = number_format
    found = read(tmp_path, sheet)
    assert found.problems == ()
    assert found.recipients[0].values == (("id", "a"), ("x", text))
    assert found.recipients[0].source == "recipients.xlsx:2"


def test_a_zip_that_lost_its_zero_is_told_with_the_zero(tmp_path: Path) -> None:
    found = read(tmp_path, sheet_of(("id", "zip"), ("a", 5401)))
    assert told(found) == ["recipients.xlsx:2: zip: '5401' is not a ZIP Code"]
    assert "'05401'" in found.problems[0].hint


def test_what_a_sheet_hides_is_told(tmp_path: Path) -> None:
    sheet = sheet_of(
        ("id", "x", "y"),
        ("a", "=1+1", None),
        ("b", 12345678901234567, None),
        ("c", "#N/A", None, "beside"),
        ("d", "merged", None),
        ("e", None, None),
        (None, None, None),
        ("f", "hidden", None),
    )
    sheet.merge_cells("B5:B6")
    sheet.row_dimensions[8].hidden = True
    assert sheet.parent is not None
    sheet.parent.create_sheet("Others")["A1"] = "something"
    assert told(read(tmp_path, sheet)) == [
        "recipients.xlsx:1: only the first sheet 'Sheet' is read, not 'Others'",
        "recipients.xlsx:2: x: the cell holds a formula without a result",
        f"recipients.xlsx:3: x: the number 12345678901234570 has more than 15 digits, {_LOST}",
        "recipients.xlsx:4: has a cell to the right of the header's last column",
        "recipients.xlsx:4: x: '#N/A' is the error value of a spreadsheet",
        "recipients.xlsx:5: x: the cells B5:B6 are merged, and only the first of them holds the value",
        "recipients.xlsx:7: the row is blank and passed over",
        "recipients.xlsx:8: the row is hidden in the sheet, and read all the same",
    ]


def test_shared_strings_rich_text_and_results_of_formulas_are_read(tmp_path: Path) -> None:
    path = tmp_path / "recipients.xlsx"
    as_excel_writes(path)
    found = read_recipients(path, ())
    assert told(found) == ["recipients.xlsx:3: the row is blank and passed over"]
    assert [recipient.values for recipient in found.recipients] == [
        (("id", "a"), ("x", "rich text\nend")),
        (("id", "f1"), ("x", "2")),
    ]


def test_a_hidden_sheet_before_the_table_is_not_read(tmp_path: Path) -> None:
    sheet = sheet_of(("id",), ("a",))
    assert sheet.parent is not None
    before = sheet.parent.create_sheet("Lists", 0)
    before["A1"] = "hidden"
    before.sheet_state = "hidden"
    found = read(tmp_path, sheet)
    assert found.problems == ()
    assert len(found.recipients) == 1


def test_blank_cells_beside_and_below_the_table_are_no_fault(tmp_path: Path) -> None:
    sheet = sheet_of(("id", "x"), ("a", "b"))
    sheet["D1"] = " "
    sheet["B9"] = " "
    assert read(tmp_path, sheet).problems == ()


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    assert told(read(tmp_path, sheet_of())) == ["recipients.xlsx: the table is empty"]


def test_a_far_cell_does_not_make_the_reading_long(tmp_path: Path) -> None:
    sheet = sheet_of(("id",), ("a",))
    sheet["XFD1048576"] = "far"
    assert told(read(tmp_path, sheet)) == [
        "recipients.xlsx: the sheet reaches to row 1048576 and column 16384"
    ]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_document_type_is_refused_in_every_part(tmp_path: Path, part: str) -> None:
    path = tmp_path / "recipients.xlsx"
    as_excel_writes(path)
    root = _AS_EXCEL_WRITES[part][:4].encode()
    changed(path, part, root, b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + root)
    assert told(read_recipients(path, ())) == [
        f"recipients.xlsx: the part {part} declares a document type, which no workbook needs"
    ]


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "recipients.xlsx"
    read(tmp_path, sheet_of(("id",), ("a",)))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/bomb.xml", b"0" * 30_000_000)
    (problem,) = read_recipients(path, ()).problems
    assert "unpacks to" in problem.message
    (problem,) = read_recipients(path, (), limits=TableLimits(unpacked_bytes=1000)).problems
    assert "at most 1000 are read" in problem.message


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "not an Excel workbook, or damaged"),
        (b"id,name\na,b\n", "not an Excel workbook, or damaged"),
        (b"PK\x03\x04" + b"\0" * 100, "not an Excel workbook, or damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "locked with a password"),
    ],
)
def test_a_file_that_is_no_workbook_is_told(tmp_path: Path, content: bytes, part: str) -> None:
    path = tmp_path / "recipients.xlsx"
    path.write_bytes(content)
    (problem,) = read_recipients(path, ()).problems
    assert part in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>99</v>"),
        ("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>zero</v>"),
        ("xl/worksheets/sheet1.xml", b'r="2"', b'r="two"'),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b""),
        ("xl/workbook.xml", b"sheetId", b"sheetNo"),
        ("xl/sharedStrings.xml", b"<t>a</t>", b"<t>a"),
        ("[Content_Types].xml", b"spreadsheetml", b"wordprocessingml"),
    ],
)
def test_a_damaged_workbook_is_told_and_nobody_is_taken(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    path = tmp_path / "recipients.xlsx"
    as_excel_writes(path)
    changed(path, part, old, new)
    found = read_recipients(path, ())
    assert any("damaged" in problem.message for problem in found.problems), found
    assert found.recipients == ()
