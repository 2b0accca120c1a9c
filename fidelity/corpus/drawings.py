"""Pictures in the line and beside the text, cropped, in tables and headers, and text boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.making.drawing import Place, anchored, inline, painted, picture, text_box
from fidelity.making.markup import cell, paragraph, row, run, table
from fidelity.making.package import Extra, document, header
from fidelity.making.prose import SENTENCE, prose
from fidelity.making.sections import section

SIGN = Extra("rId40", "image", painted(320, 200), "png")
PHOTO = Extra("rId41", "image", painted(400, 300, "JPEG"), "jpeg")
WIDE = (160.0, 100.0)


def _beside(place: Place) -> str:
    """Return a picture beside the text of its paragraph."""
    return anchored(picture("rId40", *WIDE), *WIDE, place)


def in_line() -> bytes:
    """Return a picture on a line of its own, one in a line of text and one in the middle."""
    small = inline(picture("rId40", 32, 20), 32, 20)
    return document(
        paragraph(inline(picture("rId40", *WIDE), *WIDE)),
        paragraph(run("Look for "), small, run(" on the door. " + prose(1)[0])),
        paragraph(inline(picture("rId41", 200, 150), 200, 150), properties='<w:jc w:val="center"/>'),
        paragraph(SENTENCE),
        extras=(SIGN, PHOTO),
        title="In the line",
    )


def cropped() -> bytes:
    """Return a picture of which a part is cut off at each side."""
    cut = picture("rId40", *WIDE, crop='l="25000" t="10000" r="25000" b="30000"')
    return document(paragraph(inline(cut, *WIDE)), paragraph(SENTENCE), extras=(SIGN,), title="Cropped")


def square_left() -> bytes:
    """Return text that runs round a picture at the left."""
    left = _beside(Place("margin align left", "paragraph offset 0"))
    return document(
        paragraph(left, run(prose(1)[0])), *map(paragraph, prose(4, 1)), extras=(SIGN,), title="Left"
    )


def square_right() -> bytes:
    """Return text that runs round a picture at the right, a little below the paragraph's top."""
    right = _beside(Place("column align right", "paragraph offset 20"))
    return document(
        paragraph(right, run(prose(1)[0])), *map(paragraph, prose(4, 1)), extras=(SIGN,), title="Right"
    )


def top_and_bottom() -> bytes:
    """Return text that stops above a picture and goes on below it."""
    band = _beside(Place("margin align center", "paragraph offset 6", "<wp:wrapTopAndBottom/>"))
    blocks = (paragraph(prose(1)[0]), paragraph(band, run(prose(1, 1)[0])), paragraph(prose(1, 2)[0]))
    return document(*blocks, extras=(SIGN,), title="Top and bottom")


def behind_text() -> bytes:
    """Return a picture behind the text, placed by the page."""
    under = _beside(Place("page offset 200", "page offset 120", "<wp:wrapNone/>", behind=1))
    return document(
        paragraph(under, run(prose(1)[0])), *map(paragraph, prose(3, 1)), extras=(SIGN,), title="Behind"
    )


def logo_in_header() -> bytes:
    """Return a letterhead with a picture beside the office's name."""
    logo = anchored(picture("rId40", 64, 40), 64, 40, Place("margin align left", "paragraph offset 0"))
    name = paragraph(logo, run("Office of Records", '<w:b/><w:sz w:val="32"/>'), style="Header")
    top = header("rId20", name, paragraph("12 Main Street, Springfield", style="Header"))
    looks = section("header:rId20")
    return document(*map(paragraph, prose(4)), properties=looks, extras=(top, SIGN), title="Logo")


def in_table() -> bytes:
    """Return a picture in a cell beside text."""
    shown = paragraph(inline(picture("rId40", 96, 60), 96, 60), style="NoSpacing")
    line = row(cell(shown, width=2400), cell(prose(1)[0], width=6950))
    return document(
        table(line, line, widths=(2400, 6950)), paragraph(SENTENCE), extras=(SIGN,), title="In a table"
    )


def text_boxes() -> bytes:
    """Return a framed box of text that the other text runs round, as new Word writes it."""
    words = (paragraph(run("Office hours", "<w:b/>")), paragraph("Monday to Friday, nine to four"))
    box = text_box(150, 64, *words)
    placed = anchored(box, 150, 64, Place("column align right", "paragraph offset 4"), "")
    inner = placed.removeprefix("<w:r>").removesuffix("</w:r>")
    old = (
        '<w:pict><v:rect style="position:absolute;margin-left:318pt;margin-top:4pt;width:150pt;height:64pt">'
        f"<v:textbox><w:txbxContent>{''.join(words)}</w:txbxContent></v:textbox></v:rect></w:pict>"
    )
    new = f'<mc:Choice Requires="wps">{inner}</mc:Choice>'
    both = f"<mc:AlternateContent>{new}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    blocks = (paragraph(f"<w:r>{both}</w:r>", run(prose(1)[0])), *map(paragraph, prose(3, 1)))
    return document(*blocks, title="Text box")


def old_text_box() -> bytes:
    """Return a box as Word 2003 wrote it."""
    words = paragraph("Received at the counter on January 2, 2020")
    box = (
        '<w:pict><v:rect id="box1" style="position:absolute;margin-left:300pt;margin-top:2pt;'
        f'width:150pt;height:40pt;z-index:1"><v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></v:rect></w:pict>'
    )
    blocks = (paragraph(f"<w:r>{box}</w:r>"), *(("<w:p/>",) * 3), *map(paragraph, prose(2)))
    return document(*blocks, title="Old text box")


DRAWINGS: Mapping[str, Callable[[], bytes]] = {
    "in-line": in_line,
    "cropped": cropped,
    "square-left": square_left,
    "square-right": square_right,
    "top-and-bottom": top_and_bottom,
    "behind-text": behind_text,
    "logo-in-header": logo_in_header,
    "in-table": in_table,
    "text-box": text_boxes,
    "old-text-box": old_text_box,
}
