"""DrawingML in the text: pictures and text boxes, in the line or anchored (ECMA-376 part 1, 20.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.word.document import Anchor, Border, Crop, Inline, Picture, TextBox
from generator.word.reading.images import read_image
from generator.word.reading.markup import PIC, WP, WPS, A, Element, R, W, local_name
from generator.word.reading.measures import emu, integer, number
from generator.word.reading.story import Story

_NAMES = {
    "chart": "a chart", "relIds": "a SmartArt diagram", "wgp": "a group of shapes", "wpc": "a drawing canvas",
    "contentPart": "ink", "lockedCanvas": "a drawing canvas", "oMath": "an equation",
}  # fmt: skip
_HORIZONTAL: dict[str, Literal["page", "margin", "column", "character"]] = {
    "page": "page", "margin": "margin", "column": "column", "character": "character",
    "leftMargin": "page", "insideMargin": "page", "rightMargin": "margin", "outsideMargin": "margin",
}  # fmt: skip
_VERTICAL: dict[str, Literal["page", "margin", "paragraph", "line"]] = {
    "page": "page", "margin": "margin", "paragraph": "paragraph", "line": "line", "topMargin": "page",
    "insideMargin": "page", "bottomMargin": "margin", "outsideMargin": "margin",
}  # fmt: skip
_WRAPS: dict[str, Literal["none", "square", "band"]] = {
    "wrapNone": "none", "wrapSquare": "square", "wrapTight": "square", "wrapThrough": "square",
    "wrapTopAndBottom": "band",
}  # fmt: skip
_BOX_PADDING = (3.6, 7.2, 3.6, 7.2)


def read_drawing(element: Element, story: Story) -> Iterator[Inline]:
    """Yield the picture or text box of a ``w:drawing``; refuses other graphics by name."""
    for frame in element:
        kind = local_name(frame)
        if kind not in {"inline", "anchor"}:
            continue
        anchor = _anchor(frame) if kind == "anchor" else None
        graphic = frame.find(f"{{{A}}}graphic/{{{A}}}graphicData")
        contents = () if graphic is None else tuple(graphic)
        if not contents:
            story.refuse("has an empty drawing", "delete it")
        for content in contents:
            yield from _read_graphic(content, frame, anchor, story)


def _read_graphic(content: Element, frame: Element, anchor: Anchor | None, story: Story) -> Iterator[Inline]:
    name = local_name(content)
    if name == "pic":
        yield from _picture(content, frame, anchor, story)
    elif name == "wsp":
        yield from _shape(content, frame, anchor, story)
    else:
        story.refuse(
            f"has {_NAMES.get(name, f'a graphic ({name})')}, which cannot be shown", "replace it by a picture"
        )


def _picture(picture: Element, frame: Element, anchor: Anchor | None, story: Story) -> Iterator[Inline]:
    blip = picture.find(f"{{{PIC}}}blipFill/{{{A}}}blip")
    embedded = "" if blip is None else blip.get(f"{{{R}}}embed", "")
    image = read_image(embedded, story)
    if image is None:
        return
    extent = frame.find(f"{{{WP}}}extent")
    description = _description(frame)
    if not description:
        story.approximate(
            "shows a picture without alternative text, so it is treated as decoration",
            "right-click the picture in Word and choose 'Edit Alt Text'",
        )
    transform = picture.find(f"{{{PIC}}}spPr/{{{A}}}xfrm")
    yield Picture(
        content=image.content,
        media_type=image.media_type,
        width=0.0 if extent is None else emu(extent.get("cx")),
        height=0.0 if extent is None else emu(extent.get("cy")),
        description=description,
        anchor=anchor,
        crop=_crop(picture),
        rotation=0.0 if transform is None else integer(transform.get("rot")) / 60_000,
    )


def _shape(shape: Element, frame: Element, anchor: Anchor | None, story: Story) -> Iterator[Inline]:
    contents = shape.find(f"{{{WPS}}}txbx/{{{W}}}txbxContent")
    extent = frame.find(f"{{{WP}}}extent")
    width = 0.0 if extent is None else emu(extent.get("cx"))
    height = 0.0 if extent is None else emu(extent.get("cy"))
    properties = shape.find(f"{{{WPS}}}spPr")
    geometry = None if properties is None else properties.find(f"{{{A}}}prstGeom")
    outline, fill = _outline(properties, story), _fill(properties, story)
    if (
        contents is None
        and geometry is not None
        and geometry.get("prst") not in {"rect", "line", "roundRect"}
    ):
        story.approximate(
            f"has a shape ({geometry.get('prst')}), which is shown as its frame", "use a picture instead"
        )
    yield TextBox(
        blocks=() if contents is None else story.read_blocks(contents, story.inside()),
        width=width,
        height=height,
        anchor=anchor,
        border=outline,
        background=fill,
        padding=_padding(shape) if contents is not None else (0.0, 0.0, 0.0, 0.0),
    )


def _description(frame: Element) -> str:
    properties = frame.find(f"{{{WP}}}docPr")
    if properties is None:
        return ""
    return (properties.get("descr") or properties.get("title") or "").strip()


def _crop(picture: Element) -> Crop:
    source = picture.find(f"{{{PIC}}}blipFill/{{{A}}}srcRect")
    if source is None:
        return Crop()
    top, right, bottom, left = (max(number(source.get(edge)) / 100_000, 0.0) for edge in "trbl")
    return Crop(top, right, bottom, left) if top + bottom < 1 and left + right < 1 else Crop()


def _anchor(frame: Element) -> Anchor:
    horizontal, vertical = frame.find(f"{{{WP}}}positionH"), frame.find(f"{{{WP}}}positionV")
    wrap = next((local_name(part) for part in frame if local_name(part) in _WRAPS), "wrapNone")
    return Anchor(
        horizontal=_HORIZONTAL.get(_frame_of(horizontal), "column"),
        vertical=_VERTICAL.get(_frame_of(vertical), "paragraph"),
        left=_offset(horizontal),
        top=_offset(vertical),
        horizontal_alignment=_aligned(horizontal),
        vertical_alignment=_aligned(vertical),
        wrap=_WRAPS[wrap],
        behind=frame.get("behindDoc") in {"1", "true"},
        gap=(
            emu(frame.get("distT")),
            emu(frame.get("distR")),
            emu(frame.get("distB")),
            emu(frame.get("distL")),
        ),
    )


def _frame_of(position: Element | None) -> str:
    return "" if position is None else position.get("relativeFrom", "")


def _offset(position: Element | None) -> float:
    offset = None if position is None else position.findtext(f"{{{WP}}}posOffset")
    return emu(offset)


def _aligned(position: Element | None) -> str:
    return "" if position is None else (position.findtext(f"{{{WP}}}align") or "")


def _padding(shape: Element) -> tuple[float, float, float, float]:
    body = shape.find(f"{{{WPS}}}bodyPr")
    if body is None:
        return _BOX_PADDING
    edges = zip(("tIns", "rIns", "bIns", "lIns"), _BOX_PADDING, strict=True)
    top, right, bottom, left = (emu(body.get(name), default) for name, default in edges)
    return top, right, bottom, left


def _outline(properties: Element | None, story: Story) -> Border | None:
    line = None if properties is None else properties.find(f"{{{A}}}ln")
    if line is None or line.find(f"{{{A}}}noFill") is not None:
        return None
    return Border("solid", emu(line.get("w"), 0.75), _solid(line, story) or "000000")


def _fill(properties: Element | None, story: Story) -> str | None:
    return None if properties is None else _solid(properties, story)


def _solid(parent: Element, story: Story) -> str | None:
    solid = parent.find(f"{{{A}}}solidFill")
    for colour in () if solid is None else solid:
        written = colour.get("lastClr") or colour.get("val") or ""
        if local_name(colour) == "schemeClr":
            return story.package.palette.theme.colour(written)
        if len(written) == 6:
            return written.lower()
    return None
