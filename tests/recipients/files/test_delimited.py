"""A CSV file: strict about its form, and one bad row hides none of the others."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from generator.model import Column
from generator.recipients import TableLimits, read_recipients
from tests.recipients.tables import COLUMNS, HEADER, line, raw_table, table, told

TWO_ROWS = "\n".join((HEADER, line("a"), line("b", state="VT"), ""))


@pytest.mark.parametrize(
    "content",
    [
        TWO_ROWS.encode(),
        b"\xef\xbb\xbf" + TWO_ROWS.encode(),
        TWO_ROWS.replace("\n", "\r\n").encode(),
        TWO_ROWS.replace("\n", "\r").encode(),
        TWO_ROWS.rstrip("\n").encode(),
        (TWO_ROWS + "\n\n \n" + "," * 9 + "\n").encode(),
    ],
    ids=["plain", "byte order mark", "CRLF", "CR", "no end of the last line", "blank rows at the end"],
)
def test_every_way_to_end_a_line_reads_the_same(tmp_path: Path, content: bytes) -> None:
    found = raw_table(tmp_path, content)
    assert found.problems == ()
    assert [recipient.recipient_id for recipient in found.recipients] == ["a", "b"]


def test_a_quoted_cell_keeps_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    found = table(tmp_path, line("a", name='"Smith, ""Jo"" & Sons\r\n2nd line"'), line("b", state="VT"))
    assert found.problems == ()
    assert dict(found.recipients[0].values)["name"] == 'Smith, "Jo" & Sons\n2nd line'
    assert found.recipients[1].source == "recipients.csv:4"


def test_an_unclosed_quote_is_told_where_it_opened_and_folds_no_recipient(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        line("a"),
        line("b", name='"City of Cook'),
        line("c", name='"Chicago, Illinois"'),
        line("d", state="Vermont"),
        line("e", name='"again open'),
    )
    assert [(problem.source, problem.field) for problem in found.problems] == [
        ("recipients.csv:3", "name"),
        ("recipients.csv:5", "state"),
        ("recipients.csv:6", "name"),
    ]
    assert "is not closed" in found.problems[0].message
    assert [recipient.recipient_id for recipient in found.recipients] == ["a", "c"]


def test_two_unclosed_quotes_that_would_pair_up_fold_no_recipient(tmp_path: Path) -> None:
    found = table(tmp_path, line("a", notes='"open'), line("b"), line('c"'), line("d"))
    assert [problem.source for problem in found.problems if problem.severity == "error"] == [
        "recipients.csv:2",
        "recipients.csv:4",
    ]
    assert [recipient.recipient_id for recipient in found.recipients] == ["b", "d"]


def test_a_quoted_cell_that_holds_whole_rows_folds_no_recipient_although_its_width_is_right(
    tmp_path: Path,
) -> None:
    found = table(
        tmp_path, line("a", notes='"open'), line("b", state="VT"), line("c", notes='end"'), line("d")
    )
    assert [problem.source for problem in found.problems] == ["recipients.csv:2", "recipients.csv:4"]
    assert [recipient.recipient_id for recipient in found.recipients] == ["b", "d"]


@pytest.mark.parametrize("row", range(4))
@pytest.mark.parametrize("cell", range(10))
def test_a_quote_that_opens_in_any_cell_is_one_fault_and_costs_one_row(
    tmp_path: Path, row: int, cell: int
) -> None:
    rows = [[f"r{number}", '"Cook, Illinois"', *line("x").split(",")[2:]] for number in range(4)]
    rows[row][cell] = '"' + rows[row][cell].strip('"').replace(",", "")
    found = table(tmp_path, *(",".join(cells) for cells in rows))
    errors = [problem.source for problem in found.problems if problem.severity == "error"]
    assert errors == [f"recipients.csv:{row + 2}"]
    assert [recipient.recipient_id for recipient in found.recipients] == [
        f"r{number}" for number in range(4) if number != row
    ]


def test_the_lines_of_a_cell_that_never_closes_are_not_told_as_short_rows(tmp_path: Path) -> None:
    found = table(tmp_path, line("a", notes='"first line'), "second line", "third, line", line("b"))
    assert [problem.source for problem in found.problems] == ["recipients.csv:2"]
    assert [recipient.recipient_id for recipient in found.recipients] == ["b"]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('"a" b', "' b' stands after the quote that closes the cell"),
        ('a "b" c', "'a \"b\" c' has a quote inside a cell that is not quoted"),
        (' "a"', "' \"a\"' has a space before its opening quote"),
    ],
)
def test_a_misplaced_quote_is_told_with_its_column(tmp_path: Path, cell: str, message: str) -> None:
    found = table(tmp_path, line("a", name=cell, zip="5401"))
    assert told(found) == [
        f"recipients.csv:2: name: {message}",
        "recipients.csv:2: zip: '5401' is not a ZIP Code",
    ]


def test_a_quote_that_pairs_up_with_the_next_cell_is_one_fault(tmp_path: Path) -> None:
    found = table(tmp_path, line("a", name='"City', state='"Chicago, IL"'), line("b"))
    assert told(found) == ["recipients.csv:2: name: 'Chicago' stands after the quote that closes the cell"]
    assert [recipient.recipient_id for recipient in found.recipients] == ["b"]


def test_a_ragged_row_tells_both_widths_and_its_first_cells(tmp_path: Path) -> None:
    found = table(tmp_path, "short,row", line("long") + ",x")
    assert told(found) == [
        "recipients.csv:2: has 2 cells, the header has 10: 'short', 'row' …",
        "recipients.csv:3: has 11 cells, the header has 10: 'long', 'City of Chicago', 'IL' …",
    ]


def test_a_blank_row_between_others_is_passed_over_with_a_warning(tmp_path: Path) -> None:
    found = table(tmp_path, line("a"), "", "," * 9, line("b", state="VT"))
    assert told(found) == ["recipients.csv:3: this row and the 1 after it are blank and passed over"]
    assert found.problems[0].severity == "warning"
    assert len(found.recipients) == 2


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_that_excel_wrote_in_germany_reads_as_one_with_commas(tmp_path: Path, mark: str) -> None:
    cells = [each.name for each in COLUMNS], line("a").split(",")
    cells[1][1] = "Smith, Ltd"
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark).writerows(cells)
    found = raw_table(tmp_path, b"\xef\xbb\xbf" + text.getvalue().encode())
    assert found.problems == ()
    (recipient,) = found.recipients
    assert dict(recipient.values)["name"] == "Smith, Ltd"
    assert recipient == table(tmp_path, line("a", name='"Smith, Ltd"')).recipients[0]


def test_rows_between_semicolons_are_held_to_the_same_rules(tmp_path: Path) -> None:
    content = 'id;name;zip\na;"x;y";60602\nb;x;y;60602\nc;"open;60602\nd; "z";60602\ne,x,60602\n'
    columns = (Column("id", "id"), Column("name"), Column("zip", "zip"))
    found = raw_table(tmp_path, content.encode(), columns)
    assert [problem.source for problem in found.problems] == [f"recipients.csv:{row}" for row in range(3, 7)]
    assert found.problems[0].hint == "put a cell that holds a semicolon in double quotes"
    assert found.problems[2].hint == "delete the space between the semicolon and the quote"
    assert [recipient.recipient_id for recipient in found.recipients] == ["a"]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("id;name;zip,code", "the header does not tell whether commas or semicolons separate the columns"),
        ("id;name\tzip", "the header does not tell whether semicolons or tabs separate the columns"),
        ("id|name|zip", "the cells are separated by vertical bars, not by commas"),
        ("sep=;", "the first line is an instruction to Excel, not the header"),
    ],
)
def test_a_header_that_leaves_a_doubt_is_one_fault(tmp_path: Path, header: str, message: str) -> None:
    found = raw_table(tmp_path, f"{header}\na;b;c\n".encode())
    assert told(found) == [f"recipients.csv:1: {message}"]
    assert found.problems[0].hint


@pytest.mark.parametrize("header", ['id;"name, in full"', '"id; short",name', "id,name (a;b)"])
def test_a_mark_inside_a_name_does_not_separate(tmp_path: Path, header: str) -> None:
    mark = ";" if header.startswith("id;") else ","
    found = raw_table(tmp_path, f"{header}\na{mark}b\n".encode(), ())
    assert not any("separate" in problem.message or "cells" in problem.message for problem in found.problems)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TWO_ROWS.encode("utf-16"), "the file is UTF-16 text, not UTF-8"),
        (TWO_ROWS.encode("utf-32"), "the file is UTF-32 text, not UTF-8"),
        (
            TWO_ROWS.encode("utf-16-le"),
            "the file is UTF-16 text without a byte order mark, or no text at all",
        ),
        (b"PK\x03\x04rest", "the file is a workbook or another ZIP archive, not CSV"),
        (b"\xd0\xcf\x11\xe0rest", "the file is an old Excel workbook, not CSV"),
    ],
)
def test_a_file_that_is_no_utf8_text_is_named_for_what_it_is(
    tmp_path: Path, content: bytes, message: str
) -> None:
    assert told(raw_table(tmp_path, content)) == [f"recipients.csv: {message}"]


def test_a_byte_of_windows_1252_is_told_by_line_column_and_letter(tmp_path: Path) -> None:
    content = "\n".join((HEADER, line("a", name="Montréal"), line("b", state="VT"), ""))
    found = raw_table(tmp_path, content.encode("cp1252"))
    assert told(found) == [
        "recipients.csv:2: name: byte 0xE9 in column 8 of line 2 is not UTF-8; in Windows-1252 it is 'é'"
    ]
    assert found.problems[0].hint == "save the table as 'CSV UTF-8', or as an Excel workbook (.xlsx)"
    assert [recipient.recipient_id for recipient in found.recipients] == ["b"]


def test_a_table_in_windows_1252_is_one_problem_with_the_first_places_and_a_count(tmp_path: Path) -> None:
    rows = [
        line(f"r{number}", name=f"Montréal {number}", zip="1" if number == 3 else "60602")
        for number in range(9)
    ]
    found = raw_table(tmp_path, "\n".join((HEADER, *rows, line("sound"), "")).encode("cp1252"))
    assert told(found) == [
        (
            "recipients.csv:2: name: byte 0xE9 in column 9 of line 2 is not UTF-8; "
            "in Windows-1252 it is 'é'; so it is in 9 rows, the next at "
            "recipients.csv:3, recipients.csv:4, recipients.csv:5"
        ),
        "recipients.csv:5: zip: '1' is not a ZIP Code",
    ]
    assert [recipient.recipient_id for recipient in found.recipients] == ["sound"]


def test_the_encoding_never_stops_the_reading_and_the_header_is_counted_with_the_rows(tmp_path: Path) -> None:
    rows = "\n".join(
        (HEADER.replace("notes", "nötes"), *(line(f"r{number}", name=f"é{number}") for number in range(30)))
    )
    path = tmp_path / "recipients.csv"
    path.write_bytes(rows.encode("cp1252"))
    found = read_recipients(path, COLUMNS, limits=TableLimits(problems=10))
    assert "so it is in 31 rows" in found.problems[0].message
    assert found.problems[0].source == "recipients.csv:1"
    assert [problem.field for problem in found.problems[1:]] == ["nötes"]
    assert found.recipients == ()


def test_a_bad_byte_in_the_second_line_of_a_cell_is_told_by_that_line(tmp_path: Path) -> None:
    content = "\n".join((HEADER, line("a", name='"City of\nMontréal"'), ""))
    found = raw_table(tmp_path, content.encode("cp1252"))
    assert told(found) == [
        "recipients.csv:2: name: byte 0xE9 in column 6 of line 3 is not UTF-8; in Windows-1252 it is 'é'"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "recipients.csv: the table is empty"),
        (b"\n", "recipients.csv:1: the header is blank"),
        (b"\xef\xbb\xbf", "recipients.csv:1: the header is blank"),
        (HEADER.encode(), "recipients.csv: the table has a header and no recipients"),
    ],
)
def test_a_table_without_rows_is_a_fault(tmp_path: Path, content: bytes, message: str) -> None:
    assert told(raw_table(tmp_path, content)) == [message]


def test_an_endless_line_is_one_fault_and_the_next_row_is_read(tmp_path: Path) -> None:
    found = table(tmp_path, line("a", name="x" * 3_000_000), line("b"))
    assert told(found) == ["recipients.csv:2: the line is longer than a mebibyte"]
    assert [recipient.recipient_id for recipient in found.recipients] == ["b"]


def test_limits_stop_the_reading_and_say_so(tmp_path: Path) -> None:
    path = tmp_path / "recipients.csv"
    path.write_text("\n".join((HEADER, *(line(f"r{number}", zip="1") for number in range(50)), "")))
    few = read_recipients(path, COLUMNS, limits=TableLimits(problems=10))
    assert few.problems[-1].message == "reading stopped after 11 rows and 11 problems"
    short = read_recipients(path, COLUMNS, limits=TableLimits(rows=3))
    assert short.problems[-1].message == "reading stopped after 4 rows and 4 problems"
    small = read_recipients(path, COLUMNS, limits=TableLimits(file_bytes=100))
    assert "at most 100 are read" in small.problems[0].message
    assert (few.recipients, short.recipients, small.recipients) == ((), (), ())
