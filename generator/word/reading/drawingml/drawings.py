"""DrawingML in the text: pictures, shapes and groups, in the line or anchored (ECMA-376 part 1, 20.4)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.word.document.content import Inline
from generator.word.document.positions import Anchor
from generator.word.markup import WP, A, Element, local_name
from generator.word.reading.drawingml.anchors import read_anchor
from generator.word.reading.drawingml.groups import read_canvas, read_group
from generator.word.reading.drawingml.pictures import described, read_picture, report_undescribed
from generator.word.reading.drawingml.shapes import read_shape
from generator.word.reading.measures import emu
from generator.word.reading.story import Story

_NAMES = {
    "chart": "a chart", "relIds": "a SmartArt diagram", "contentPart": "ink",
    "lockedCanvas": "a drawing canvas of another program", "oMath": "an equation",
}  # fmt: skip


def read_drawing(element: Element, story: Story) -> Iterator[Inline]:
    """Yield what a ``w:drawing`` shows: a picture, a shape or a group; refuses other graphics by name."""
    for frame in element:
        kind = local_name(frame)
        if kind not in {"inline", "anchor"}:
            continue
        anchor = read_anchor(frame, story) if kind == "anchor" else None
        graphic = frame.find(f"{{{A}}}graphic/{{{A}}}graphicData")
        contents = () if graphic is None else tuple(graphic)
        if not contents:
            story.refuse("has an empty drawing", "delete it")
        for content in contents:
            yield from _read_graphic(content, frame, anchor, story)


def _read_graphic(content: Element, frame: Element, anchor: Anchor | None, story: Story) -> Iterator[Inline]:
    name = local_name(content)
    size, said = _extent(frame), described(frame.find(f"{{{WP}}}docPr"))
    match name:
        case "pic":
            if not (said.text or said.is_decoration):
                report_undescribed(story)
            yield from read_picture(content, size, said, anchor, story)
        case "wsp":
            yield read_shape(content, size, anchor, story)
        case "wgp":
            yield read_group(content, size, said, anchor, story)
        case "wpc":
            yield read_canvas(content, size, said, anchor, story)
        case _:
            what = _NAMES.get(name, f"a graphic ({name})")
            story.refuse(f"has {what}, which cannot be shown", "replace it by a picture")


def _extent(frame: Element) -> tuple[float, float]:
    extent = frame.find(f"{{{WP}}}extent")
    return (0.0, 0.0) if extent is None else (emu(extent.get("cx")), emu(extent.get("cy")))
