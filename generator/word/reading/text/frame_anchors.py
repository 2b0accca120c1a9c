"""Where frames and floating tables stand: ``w:framePr`` (17.3.1.11) and ``w:tblpPr`` (17.4.57)."""

from __future__ import annotations

from typing import Literal

from generator.word.document.positions import Anchor
from generator.word.reading.drawingml.anchors import plain_side
from generator.word.reading.formatting.cascade import Layer, said
from generator.word.reading.measures import twips

_ACROSS: dict[str | None, Literal["page", "margin"]] = {"page": "page", "margin": "margin"}
_DOWN: dict[str | None, Literal["page", "margin", "paragraph"]] = {
    "page": "page", "margin": "margin", "text": "paragraph",
}  # fmt: skip
_ALIGNMENTS = frozenset({"left", "center", "right", "inside", "outside", "top", "bottom"})


def frame_anchor(settled: Layer, wrap: Literal["none", "square", "band"]) -> Anchor:
    """Return where a frame stands; without a word about its height it is beside the paragraph after it."""

    def asked(name: str) -> str | None:
        return said(settled, "framePr", name)

    floor: Literal["margin", "paragraph"] = "margin" if asked("y") or asked("yAlign") else "paragraph"
    down = _DOWN.get(asked("vAnchor"), floor)
    is_capital = asked("dropCap") in {"drop", "margin"}
    above, beside = (max(twips(asked(name)), 0.0) for name in ("vSpace", "hSpace"))
    return Anchor(
        horizontal="column" if is_capital else _ACROSS.get(asked("hAnchor"), "column"),
        vertical=down,
        left=twips(asked("x")),
        top=twips(asked("y")),
        horizontal_alignment=_alignment(asked("xAlign")),
        vertical_alignment="" if down == "paragraph" else _alignment(asked("yAlign"), "top", "bottom"),
        wrap=wrap,
        gap=(above, beside, above, beside),
    )


def table_anchor(table: Layer) -> Anchor | None:
    """Return where a floating table stands, or None for one in the flow of the text."""
    if not table.get("tblpPr"):
        return None

    def asked(name: str) -> str | None:
        return said(table, "tblpPr", name)

    down = _DOWN.get(asked("vertAnchor"), "margin")
    sides = ("topFromText", "rightFromText", "bottomFromText", "leftFromText")
    top, right, bottom, left = (max(twips(asked(side)), 0.0) for side in sides)
    return Anchor(
        horizontal=_ACROSS.get(asked("horzAnchor"), "column"),
        vertical=down,
        left=twips(asked("tblpX")),
        top=twips(asked("tblpY")),
        horizontal_alignment=_alignment(asked("tblpXSpec")),
        vertical_alignment="" if down == "paragraph" else _alignment(asked("tblpYSpec"), "top", "bottom"),
        wrap="square",
        gap=(top, right, bottom, left),
    )


def _alignment(name: str | None, inside: str = "left", outside: str = "right") -> str:
    """Return an alignment; inside and outside are taken as on a page with an odd number."""
    return plain_side(name, inside, outside) if name in _ALIGNMENTS and name else ""
