"""Cells: each kind takes what it must, refuses the rest, and says what to write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Fault
from generator.model import Column, ColumnKind, Value
from generator.recipients.cells.addresses import read_email
from tests.recipients.tables import line, table, told


def value(folder: Path, kind: ColumnKind, text: str) -> Value:
    found = table(folder, f'a,"{text}"', columns=(Column("id", "id"), Column("x", kind)), header="id,x")
    assert found.problems == ()
    return dict(found.recipients[0].values)["x"]


def fault(folder: Path, kind: ColumnKind, text: str) -> tuple[str, str]:
    quoted = text.replace('"', '""')
    found = table(folder, f'a,"{quoted}"', columns=(Column("id", "id"), Column("x", kind)), header="id,x")
    (problem,) = found.problems
    assert (problem.source, problem.field, problem.severity) == ("recipients.csv:2", "x", "error")
    assert found.recipients == ()
    return problem.message, problem.hint


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("text", "Łódź, 北京, مرحبا {{ 7*7 }} <b>", "Łódź, 北京, مرحبا {{ 7*7 }} <b>"),
        ("text", "five\u00a0thousand", "five\u00a0thousand"),
        ("email", "Records+x@City.Example", "Records+x@city.example"),
        ("email", "a@münchen.example", "a@münchen.example"),
        ("zip", "05401", "05401"),
        ("zip", "05401-0012", "05401-0012"),
        ("state", "DC", "DC"),
        ("state", "PR", "PR"),
        ("state", "AE", "AE"),
        ("date", "2016-02-29", date(2016, 2, 29)),
        ("dates", "2017-04-21; 2017-10-11", (date(2017, 4, 21), date(2017, 10, 11))),
        ("dates", "2017-04-21", (date(2017, 4, 21),)),
        ("amount", "0", 0),
        ("amount", "2019194", 2019194),
        ("amount", "1234.5", Decimal("1234.50")),
        ("amount", "0.07", Decimal("0.07")),
        ("timezone", "America/Kentucky/Louisville", "America/Kentucky/Louisville"),
        ("timezone", "UTC", "UTC"),
    ],
)
def test_a_sound_cell_means_its_value(tmp_path: Path, kind: ColumnKind, text: str, expected: Value) -> None:
    found = value(tmp_path, kind, text)
    assert found == expected
    assert type(found) is type(expected)
    assert str(found) == str(expected)


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        ("email", "ann.example.com", "'ann.example.com' has no '@'"),
        ("email", "a@b.example; c@d.example", "more than one address"),
        ("email", "a@b.example,c@d.example", "more than one address"),
        ("email", "Ann <a@b.example>", "display name"),
        ("email", "a..b@x.example", "two periods"),
        ("email", "a@x", "should have a period"),
        ("email", "a@b.invalid", "special-use"),
        ("email", "a@-b.example", "hyphen"),
        ("email", "x" * 65 + "@b.example", "too long"),
        ("zip", "00012", "is not a ZIP Code"),
        ("zip", "\uff10\uff15\uff14\uff10\uff11", "is not a ZIP Code"),
        ("date", "2018-02-30", "a day that no calendar has"),
        ("date", "0218-01-24", "not between 1900 and 2199"),
        ("date", "\u0662\u0660\u0661\u0668-01-24", "is not a day"),
        ("dates", "2017-04-21;2017-04-21", "twice"),
        ("dates", "2017-04-21;", "nothing between"),
        ("amount", "12.345", "not a sum"),
        ("amount", "9" * 16, "not a sum"),
        ("timezone", "../../etc/passwd", "not a time zone"),
        ("timezone", "EST", "not a time zone"),
        ("email", "a@b.\nexample", "line break"),
        ("text", "a\tb", "holds a tab"),
        ("text", "a\0b", "holds a NUL"),
        ("text", "a\x0bb", "control character U+000B"),
        ("text", "a\x85b", "control character U+0085"),
        ("text", "a\ufffdb", "U+FFFD"),
        ("text", "a\u202egpj", "U+202E"),
        ("text", "a\u2066b", "U+2066"),
        ("text", "a\u200bb", "zero-width space"),
        ("text", "a\ufeffb", "byte order mark"),
        ("text", "a\u2028b", "line separator"),
        ("text", "a\uffffb", "not a character"),
        ("text", "#REF!", "the error value of a spreadsheet"),
        ("text", "########", "too narrow"),
        ("text", "1.71E+06", "shortened"),
        ("text", "MontrÃ©al", "read as Windows-1252"),
        ("text", "Cityâ€™s", "read as Windows-1252"),
        ("text", "x" * 10_001, "has 10001 characters"),
        ("text", " \u00a0 ", "is blank"),
    ],
)
def test_an_unsound_cell_is_told(tmp_path: Path, kind: ColumnKind, text: str, part: str) -> None:
    message, hint = fault(tmp_path, kind, text)
    assert part in message
    assert hint


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        ("zip", "5401", "spreadsheets drop leading zeros: write '05401', and format the column as text"),
        ("zip", "926", "spreadsheets drop leading zeros: write '00926', and format the column as text"),
        ("zip", "60602.0", "write '60602'"),
        ("zip", "606021234", "write '60602-1234'"),
        (
            "zip",
            "54010012",
            "spreadsheets drop leading zeros: write '05401-0012', and format the column as text",
        ),
        ("zip", "0012", "write 5 digits, or 5 digits, a hyphen and 4 digits"),
        ("state", "Illinois", "write 'IL' for Illinois"),
        ("state", "Ilinois", "write 'IL' for Illinois"),
        ("state", "vt", "write 'VT'"),
        ("state", "Washington DC", "write the Postal Service's code"),
        ("state", "Carolina", "write the Postal Service's code"),
        ("state", "N.Y.", "write 'NY'"),
        ("date", "1/24/2018", "write '2018-01-24'"),
        ("date", "24.1.2018", "write '2018-01-24'"),
        ("date", "1/2/18", "write '2018-01-02' or '2018-02-01'"),
        ("date", "January 24, 2018", "write '2018-01-24'"),
        ("date", "24-Jan-18", "write '2018-01-24'"),
        ("date", "2018-1-4", "write '2018-01-04'"),
        ("date", "20180124", "write '2018-01-24'"),
        ("date", "2018-01-24T00:00:00", "write '2018-01-24'"),
        ("date", "24-Jan-45", "write '1945-01-24' or '2045-01-24'"),
        ("date", "18-01-24", "write '2018-01-24' or '2024-01-18'"),
        ("date", "2018112", "write it as 2018-01-24"),
        ("date", "12011203", "write it as 2018-01-24"),
        ("date", "2018-01-24 or 2018-02-03", "write it as 2018-01-24"),
        ("date", "2018-01-24T23:30:00Z", "write it as 2018-01-24"),
        ("date", "Marble 3, 2018", "write it as 2018-01-24"),
        ("date", "Sept. 3, 2018", "write '2018-09-03'"),
        ("date", "43124", "write '2018-01-24' if it is a day's number in a spreadsheet"),
        ("date", "13/13/2018", "write it as 2018-01-24"),
        ("dates", "2017-04-21,2017-10-11", "separate the days by ';'"),
        ("dates", "2017-04-21;4/30/2017", "write '2017-04-30' in its place"),
        ("amount", "437,16", "write '437.16'"),
        ("amount", "1.234,50", "write '1234.50'"),
        ("amount", "1,234,567", "write '1234567'"),
        ("amount", "1 234", "write '1234'"),
        ("amount", "1.234", "write '1234' if that is the sum; cents stand after a point: 1234.50"),
        ("amount", "$1,234", "write '1234' if that is the sum; cents stand after a point: 1234.50"),
        ("amount", "1,23,456", "write digits only, with cents after a point: 1234.50"),
        ("amount", "12$50", "write digits only, with cents after a point: 1234.50"),
        ("amount", "€1,234", "write digits only, with cents after a point: 1234.50"),
        ("amount", "1,234.50 USD", "write '1234.50'"),
        ("amount", "007", "write '7'"),
        ("amount", "-5", "write a sum that is not below zero, or leave the cell blank"),
        ("timezone", "MST", "did you mean 'America/Denver' or 'America/Phoenix'?"),
        ("timezone", "Central European Time", "write an IANA name, such as America/Chicago"),
        ("timezone", "CST", "did you mean 'America/Chicago'?"),
        ("timezone", "Eastern Time", "did you mean 'America/New_York'?"),
        ("timezone", "america/chicago", "did you mean 'America/Chicago'?"),
    ],
)
def test_the_hint_says_what_to_write(tmp_path: Path, kind: ColumnKind, text: str, hint: str) -> None:
    assert fault(tmp_path, kind, text)[1] == hint


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (" pad ", "white space"),
        ("pad\u00a0", "white space"),
        ("two  spaces", "two spaces"),
        ("=HYPERLINK(x)", "formula"),
        ("=A1+B2", "formula"),
        ("Smith &amp; Sons", "&amp;"),
        ("NULL", "blank cell"),
        ("nan", "blank cell"),
    ],
)
def test_what_only_looks_wrong_is_a_warning_and_the_row_is_taken(
    tmp_path: Path, text: str, part: str
) -> None:
    found = table(tmp_path, line("a", name=text))
    (problem,) = found.problems
    assert problem.severity == "warning"
    assert part in problem.message
    assert dict(found.recipients[0].values)["name"] == text.strip()


@pytest.mark.parametrize("name", ["+1 312 555 0100", "@handle", "-", "Null", "A+E", "C#", "AT&T", "É»"])
def test_what_is_merely_unusual_is_no_fault(tmp_path: Path, name: str) -> None:
    assert table(tmp_path, line("a", name=name)).problems == ()


@pytest.mark.parametrize("identity", ["a", "IL_Chicago.2", "9", "a" * 64, "console", "com10"])
def test_an_id_that_is_a_safe_file_name_is_taken(tmp_path: Path, identity: str) -> None:
    assert table(tmp_path, line(identity)).problems == ()


@pytest.mark.parametrize(
    "identity",
    [
        "a/b",
        "a\\b",
        "..",
        ".a",
        "-a",
        "a.",
        "a b",
        "é",
        "a:b",
        "CON",
        "nul.x",
        "Com1",
        "lpt9.txt",
        "a" * 65,
        "a*",
    ],
)
def test_an_id_that_is_no_safe_file_name_is_refused(tmp_path: Path, identity: str) -> None:
    (problem,) = table(tmp_path, line(identity)).problems
    assert problem.field == "recipient_id"


def test_ids_that_differ_in_case_only_are_the_same(tmp_path: Path) -> None:
    found = table(tmp_path, line("ok"), line("x", state="VT"), line("OK"))
    assert told(found) == ["recipients.csv:4: recipient_id: 'OK' is also the id of recipients.csv:2"]
    assert [recipient.recipient_id for recipient in found.recipients] == ["ok", "x"]


def test_an_id_is_never_optional(tmp_path: Path) -> None:
    found = table(tmp_path, ",x", columns=(Column("id", "id", optional=True), Column("x")), header="id,x")
    assert told(found) == ["recipients.csv:2: id: is blank"]


def test_a_row_that_differs_in_the_id_only_is_a_warning(tmp_path: Path) -> None:
    found = table(tmp_path, line("a"), line("b"))
    assert told(found) == ["recipients.csv:3: but for the id, the row is the same as recipients.csv:2"]
    assert len(found.recipients) == 2


PART = st.text("ab0-_+.é", min_size=1, max_size=8)
LAST = st.sampled_from(["example", "gov", "TEST", "local", "c", "us", "arpa", "1a", "testing"])


@settings(max_examples=400, deadline=None)
@given(PART, st.lists(PART, min_size=1, max_size=3), LAST)
def test_a_plain_address_is_judged_as_the_library_judges_it(local: str, labels: list[str], last: str) -> None:
    address = f"{local}@{'.'.join(labels)}.{last}"
    try:
        expected: object = validate_email(address, check_deliverability=False, strict=True).normalized
    except EmailNotValidError:
        expected = Fault
    judged = read_email(address)
    assert (Fault if isinstance(judged, Fault) else judged) == expected


def test_an_optional_cell_may_be_blank_and_a_required_one_not(tmp_path: Path) -> None:
    found = table(tmp_path, line("a", mailed="", award=" "), line("b", state="", name=""))
    assert told(found) == ["recipients.csv:3: name: is blank", "recipients.csv:3: state: is blank"]
    assert dict(found.recipients[0].values)["mailed"] == ""
