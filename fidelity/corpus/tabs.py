"""Tab stops: default, left, centred, right, decimal, with leaders, and in hanging indents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.making.markup import paragraph
from fidelity.making.package import document
from fidelity.making.prose import prose


def stops(*named: tuple[str, int, str]) -> str:
    """Return tab stops of (kind, place in twips, leader)."""
    inner = "".join(
        f'<w:tab w:val="{kind}"{f""" w:leader="{leader}" """ if leader else ""} w:pos="{place}"/>'
        for kind, place, leader in named
    )
    return f"<w:tabs>{inner}</w:tabs>"


def default_stops() -> bytes:
    """Return tabs that go to every half inch."""
    return document(
        paragraph("To:\tThe clerk of the council"),
        paragraph("From:\t\tThe records office"),
        paragraph("Subject:\tAnnual review\tfirst\tsecond\tthird"),
        paragraph("\tA first line that begins with a tab. " + prose(1)[0]),
        title="Default stops",
    )


def aligned_stops() -> bytes:
    """Return left, centred and right stops in one line."""
    looks = stops(("left", 1440, ""), ("center", 4680, ""), ("right", 9360, ""))
    return document(
        paragraph("One\tleft\tcentred\tright", properties=looks),
        paragraph("A longer one\tleft of it\tcentred too\t12,345.00", properties=looks),
        paragraph("\t\tonly centred", properties=looks),
        title="Aligned stops",
    )


def decimal_stops() -> bytes:
    """Return amounts under each other by their decimal point."""
    looks = stops(("decimal", 6480, ""))
    amounts = ("12.50", "1,204.75", "3", "0.125", "(45.00)", "n/a")
    return document(
        *(paragraph(f"Entry\t{each}", properties=looks) for each in amounts), title="Decimal stops"
    )


def leaders() -> bytes:
    """Return the leaders of contents, forms and price lists."""
    kinds = ("dot", "hyphen", "underscore", "middleDot")
    return document(
        *(paragraph(f"Chapter {kind}\t12", properties=stops(("right", 9350, kind))) for kind in kinds),
        title="Leaders",
    )


def signature_lines() -> bytes:
    """Return the lines to write on of a form."""
    looks = stops(("left", 4320, "underscore"), ("left", 5040, ""), ("left", 9360, "underscore"))
    return document(
        paragraph("\t\t\t", properties=looks + '<w:spacing w:before="480" w:after="0"/>'),
        paragraph("Signature\t\tDate", properties=stops(("left", 4320, ""), ("left", 5040, ""))),
        paragraph(prose(1)[0]),
        title="Signature lines",
    )


def hanging_tabs() -> bytes:
    """Return labels in a hanging indent, shorter and longer than it."""
    looks = '<w:ind w:left="1440" w:hanging="1440"/>'
    labels = ("A.", "Second:", "A label that is longer:", "D.")
    return document(
        *(
            paragraph(f"{label}\t{each}", properties=looks)
            for label, each in zip(labels, prose(4), strict=True)
        ),
        title="Hanging tabs",
    )


def cleared_stops() -> bytes:
    """Return a header's stops, one of which is cleared and one moved."""
    looks = stops(("clear", 4680, ""), ("clear", 9360, ""), ("right", 7200, ""))
    return document(
        paragraph("Left\tcentre\tright", style="Header"),
        paragraph("Left\tat seven thousand", style="Header", properties=looks),
        title="Cleared stops",
    )


TABS: Mapping[str, Callable[[], bytes]] = {
    "default": default_stops,
    "aligned": aligned_stops,
    "decimal": decimal_stops,
    "leaders": leaders,
    "signature-lines": signature_lines,
    "hanging": hanging_tabs,
    "cleared": cleared_stops,
}
