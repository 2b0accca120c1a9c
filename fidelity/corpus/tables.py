"""Tables: grids, spans, widths, heights, borders, margins, styles, header rows, nesting, placing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.making.markup import SINGLE, cell, paragraph, plain_table, row, run, table
from fidelity.making.package import document
from fidelity.making.prose import SENTENCE, prose

THIRDS = (3116, 3117, 3117)
RECORDS = (
    ("Record", "Received", "Amount"),
    ("Site plan", "January 4, 2020", "$ 120.00"),
    ("Proof of payment", "January 9, 2020", "$ 45.50"),
    ("Inspection report with two annexes and a drawing", "February 12, 2020", "$ 1,310.00"),
)
"""A small table of texts."""


def _with(*parts: str, title: str) -> bytes:
    """Return a document with text before and after its tables."""
    after = paragraph(SENTENCE)
    return document(paragraph(prose(1)[0]), *(f"{part}{after}" for part in parts), title=title)


def edges(**kinds: str) -> str:
    """Return the borders of a cell by edge, as ``top="double 12 C00000"``."""
    written = {edge: kind.split() for edge, kind in kinds.items()}
    inner = "".join(
        f'<w:{edge} w:val="{kind}" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for edge, (kind, size, colour) in written.items()
    )
    return f"<w:tcBorders>{inner}</w:tcBorders>"


def grid() -> bytes:
    """Return a plain table with borders and a header row."""
    return _with(plain_table(RECORDS, THIRDS), title="Grid")


def column_spans() -> bytes:
    """Return cells over several columns, and rows that begin and end inside the grid."""
    widths = (2337, 2337, 2338, 2338)
    rows = (
        row(cell("All four", width=9350, properties='<w:gridSpan w:val="4"/>')),
        row(
            cell("Two", width=4674, properties='<w:gridSpan w:val="2"/>'),
            cell("three", width=2338),
            cell("four", width=2338),
        ),
        row(
            cell("one", width=2337),
            cell("Middle two", width=4675, properties='<w:gridSpan w:val="2"/>'),
            cell("four", width=2338),
        ),
        row(*(cell(each, width=2337) for each in ("one", "two", "three", "four"))),
    )
    return _with(table(*rows, widths=widths), title="Column spans")


def row_spans() -> bytes:
    """Return cells over several rows, of which one is also over two columns."""
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    rows = (
        row(
            cell("Over three rows", width=3116, properties=start),
            cell("one", width=3117),
            cell("two", width=3117),
        ),
        row(cell("", width=3116, properties=on), cell("Both ways", width=6234, properties=wide + start)),
        row(cell("", width=3116, properties=on), cell("", width=6234, properties=wide + on)),
        row(*(cell(each, width=3116) for each in ("a", "b", "c"))),
    )
    return _with(table(*rows, widths=THIRDS), title="Row spans")


def nested() -> bytes:
    """Return a table inside a cell, with text before and after it."""
    inner = plain_table((("Fee", "Amount"), ("Permit", "$ 40.00"), ("Copies", "$ 2.25")), (1500, 1400))
    outer = row(cell("Fees", width=3000), cell("Before", inner, paragraph("After"), width=6350))
    return _with(table(outer, row(cell("Total"), cell("$ 42.25")), widths=(3000, 6350)), title="Nested")


def fixed_widths() -> bytes:
    """Return columns of fixed width, narrower than a word in them would like."""
    looks = '<w:tblW w:w="5400" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    rows = (
        row(*(cell(each, width=w) for each, w in zip(texts, (900, 1800, 2700), strict=True)))
        for texts in RECORDS
    )
    return _with(table(*rows, widths=(900, 1800, 2700), properties=looks), title="Fixed widths")


def automatic_widths() -> bytes:
    """Return columns as wide as their text."""
    rows = (row(*map(cell, texts)) for texts in RECORDS)
    return _with(table(*rows, widths=(2000, 2000, 2000)), title="Automatic widths")


def widths_by_share() -> bytes:
    """Return a table of the whole width whose columns are given in fiftieths of a per cent."""
    looks = '<w:tblW w:w="5000" w:type="pct"/>'
    shares = (1000, 1500, 2500)
    rows = (
        row(
            *(
                cell(each).replace('w:w="0" w:type="auto"', f'w:w="{share}" w:type="pct"')
                for each, share in zip(texts, shares, strict=True)
            )
        )
        for texts in RECORDS
    )
    return _with(table(*rows, widths=(1870, 2805, 4675), properties=looks), title="Shares")


def row_heights() -> bytes:
    """Return rows at least and exactly so high, with text above, in the middle and below."""
    places = ("top", "center", "bottom")
    rows = (
        row(
            *(cell(place, width=3116, properties=f'<w:vAlign w:val="{place}"/>') for place in places),
            properties=f'<w:trHeight w:val="{height}" w:hRule="{rule}"/>',
        )
        for height, rule in ((720, "atLeast"), (900, "exact"), (100, "atLeast"), (1440, "exact"))
    )
    return _with(table(*rows, widths=THIRDS), title="Row heights")


def over_pages() -> bytes:
    """Return a table over three pages whose header row is repeated and whose rows are not divided."""
    widths = (900, 6450, 2000)
    titles = zip(("No.", "Matter", "Decision"), widths, strict=True)
    looks = "<w:cantSplit/><w:tblHeader/>"
    head = row(*(cell(each, width=width) for each, width in titles), properties=looks)
    rows = (
        row(
            cell(str(number), width=900),
            cell(each, width=6450),
            cell("granted", width=2000),
            properties="<w:cantSplit/>",
        )
        for number, each in enumerate(prose(34), start=1)
    )
    return _with(table(head, *rows, widths=widths), title="Over pages")


def divided_rows() -> bytes:
    """Return tall rows that go on on the next page."""
    rows = (
        row(cell(str(number), width=900), cell(*(paragraph(each) for each in prose(5, number)), width=8450))
        for number in range(1, 5)
    )
    return _with(table(*rows, widths=(900, 8450)), title="Divided rows")


def border_conflicts() -> bytes:
    """Return neighbouring cells with different borders, of which one wins (17.4.66)."""
    rows = (
        row(
            cell("plain", width=3116),
            cell(
                "thick red",
                width=3117,
                properties=edges(
                    top="single 24 C00000",
                    left="single 24 C00000",
                    bottom="single 24 C00000",
                    right="single 24 C00000",
                ),
            ),
            cell("plain", width=3117),
        ),
        row(
            cell(
                "none",
                width=3116,
                properties=edges(
                    top="nil 0 auto", left="nil 0 auto", bottom="nil 0 auto", right="nil 0 auto"
                ),
            ),
            cell("double", width=3117, properties=edges(top="double 4 auto", bottom="double 4 auto")),
            cell("dashed", width=3117, properties=edges(left="dashed 8 2F5496", bottom="dotted 8 2F5496")),
        ),
    )
    return _with(table(*rows, widths=THIRDS), title="Border conflicts")


def lines_only() -> bytes:
    """Return a table without vertical borders, as reports have it."""
    looks = (
        '<w:tblW w:w="0" w:type="auto"/><w:tblBorders>'
        '<w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/>'
        '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/>'
        '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
    )
    rows = (row(*(cell(each, width=3116) for each in texts)) for texts in RECORDS)
    return _with(table(*rows, widths=THIRDS, style="TableNormal", properties=looks), title="Lines only")


def cell_margins() -> bytes:
    """Return wide margins of a table, and of one cell alone."""
    looks = (
        f'<w:tblW w:w="0" w:type="auto"/><w:tblBorders>{SINGLE}</w:tblBorders><w:tblCellMar>'
        '<w:top w:w="120" w:type="dxa"/><w:left w:w="240" w:type="dxa"/><w:bottom w:w="120" w:type="dxa"/>'
        '<w:right w:w="240" w:type="dxa"/></w:tblCellMar>'
    )
    own = '<w:tcMar><w:top w:w="360" w:type="dxa"/><w:left w:w="720" w:type="dxa"/></w:tcMar>'
    rows = (
        row(cell(SENTENCE, width=4675), cell("margins of the table", width=4675)),
        row(cell("margins of its own", width=4675, properties=own), cell(SENTENCE, width=4675)),
    )
    return _with(
        table(*rows, widths=(4675, 4675), style="TableNormal", properties=looks), title="Cell margins"
    )


def styled() -> bytes:
    """Return Word's grid table 4 with header, bands, first column and last row."""
    look = (
        '<w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04E0" w:firstRow="1" w:lastRow="1"'
        ' w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    texts = (*RECORDS, *RECORDS[1:], ("Total", "", "$ 2,951.00"))
    rows = (row(*(cell(paragraph(each), width=3116) for each in line)) for line in texts)
    return _with(table(*rows, widths=THIRDS, style="GridTable4-Accent1", properties=look), title="Styled")


def placed() -> bytes:
    """Return tables in the middle, at the right and indented."""
    measure = '<w:tblW w:w="4000" w:type="dxa"/>'
    return _with(
        *(
            table(
                row(cell(words, width=2000), cell("text", width=2000)),
                widths=(2000, 2000),
                properties=measure + looks,
            )
            for words, looks in (
                ("centred", '<w:jc w:val="center"/>'),
                ("at the right", '<w:jc w:val="right"/>'),
                ("indented", '<w:tblInd w:w="1440" w:type="dxa"/>'),
            )
        ),
        title="Placed",
    )


def shaded_and_aligned() -> bytes:
    """Return cells with a ground of colour, amounts at the right and a heading in the middle."""
    blue = '<w:shd w:val="clear" w:color="auto" w:fill="1F3763"/>'
    white = paragraph(
        run("Fees of 2020", '<w:b/><w:color w:val="FFFFFF"/>'),
        style="NoSpacing",
        properties='<w:jc w:val="center"/>',
    )
    rows = [row(cell(white, width=9350, properties='<w:gridSpan w:val="2"/>' + blue))]
    for number, (name, _, amount) in enumerate(RECORDS[1:]):
        grey = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if number % 2 else ""
        right = paragraph(amount, style="NoSpacing", properties='<w:jc w:val="right"/>')
        rows.append(row(cell(name, width=6350, properties=grey), cell(right, width=3000, properties=grey)))
    return _with(table(*rows, widths=(6350, 3000)), title="Shaded")


def for_layout() -> bytes:
    """Return a table without borders that puts an address beside a date, as letters have it."""
    address = (
        paragraph(each, style="NoSpacing") for each in ("Office of Records", "12 Main Street", "Springfield")
    )
    right = '<w:jc w:val="right"/>'
    date = (
        paragraph(each, style="NoSpacing", properties=right)
        for each in ("January 2, 2020", "Reference R-104")
    )
    widths = (5350, 4000)
    one = row(cell(*address, width=5350), cell(*date, width=4000))
    return _with(table(one, widths=widths, style="TableNormal"), title="For layout")


TABLES: Mapping[str, Callable[[], bytes]] = {
    "grid": grid,
    "column-spans": column_spans,
    "row-spans": row_spans,
    "nested": nested,
    "fixed-widths": fixed_widths,
    "automatic-widths": automatic_widths,
    "widths-by-share": widths_by_share,
    "row-heights": row_heights,
    "over-pages": over_pages,
    "divided-rows": divided_rows,
    "border-conflicts": border_conflicts,
    "lines-only": lines_only,
    "cell-margins": cell_margins,
    "styled": styled,
    "placed": placed,
    "shaded-and-aligned": shaded_and_aligned,
    "for-layout": for_layout,
}
