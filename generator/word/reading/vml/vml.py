"""VML, the drawings of older Word versions: pictures, text boxes, shapes, groups (ECMA-376 part 4, 14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.word.document.content import Block, DrawingGroup, GroupMember, Inline, Picture, Rule, TextBox
from generator.word.document.positions import Anchor, Crop
from generator.word.markup import Element, O, R, V, W, local_name
from generator.word.reading.drawingml.geometry import Form
from generator.word.reading.drawingml.groups import Ground, fitted
from generator.word.reading.drawingml.images import read_image
from generator.word.reading.drawingml.pictures import report_undescribed
from generator.word.reading.drawingml.shapes import inset
from generator.word.reading.story import InheritedFormatting, Story
from generator.word.reading.vml.appearance import read_colour, read_look, read_padding, share_of
from generator.word.reading.vml.style import coordinate, length, read_place, read_style, turn, written_length
from generator.word.reading.vml.wordart import read_watermark, read_wordart

_SHAPES = frozenset(
    {"shape", "rect", "roundrect", "line", "oval", "polyline", "arc", "curve", "group", "image"}
)
_OBJECTS = frozenset({"control", "OLEObject", "movie"})
_TRUE = frozenset({"t", "true", "1"})
_WHOLE = (1_000.0, 1_000.0)
"""How many coordinates a group has across and down when it does not say (14.1.2.7)."""


def read_vml(element: Element, story: Story) -> Iterator[Inline]:
    """Yield what a ``w:pict`` or ``w:object`` shows; refuses what has no picture or text to show."""
    shown = False
    for shape in element:
        name = local_name(shape)
        if name in _SHAPES:
            for inline in _read_shape(shape, story):
                shown = True
                yield inline
        elif name in _OBJECTS and shown:
            story.approximate(f"shows an embedded object ({name}) as its picture")
        elif name in _OBJECTS and element.find(f".//{{{V}}}imagedata") is None:
            story.refuse(f"contains '{name}', which cannot be shown", "replace it by a picture")


def _read_shape(shape: Element, story: Story) -> Iterator[Inline]:
    style = read_style(shape)
    size, corner = _extent(shape, style)
    path = shape.find(f"{{{V}}}textpath")
    if shape.get(f"{{{O}}}hr") in _TRUE:
        yield Rule(length(style, "height") or 1.5, read_colour(shape.get("fillcolor")) or "a0a0a0")
    elif path is not None and local_name(shape.getroottree().getroot()) == "hdr":
        yield from read_watermark(shape, path, size, turn(style), story)
    else:
        yield from _thing(shape, style, size, read_place(shape, style, corner), story)


def _extent(shape: Element, style: Mapping[str, str]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the size of a shape, and how far from its place it begins: lines go from point to point."""
    if local_name(shape) != "line":
        return (length(style, "width"), length(style, "height")), (0.0, 0.0)
    ends = [tuple(map(written_length, _pair(shape, name))) for name in ("from", "to")]
    return _between(ends[0], ends[1])


def _between(
    start: tuple[float, ...], end: tuple[float, ...]
) -> tuple[tuple[float, float], tuple[float, float]]:
    size = (abs(start[0] - end[0]), abs(start[1] - end[1]))
    return size, (min(start[0], end[0]), min(start[1], end[1]))


def _pair(shape: Element, name: str) -> tuple[str, str]:
    across, _, down = (shape.get(name) or "").partition(",")
    return across.strip(), down.strip()


def _thing(
    shape: Element, style: Mapping[str, str], size: tuple[float, float], anchor: Anchor | None, story: Story
) -> Iterator[Picture | TextBox | DrawingGroup]:
    """Yield the shape at a size in points: its picture, its letters, its group, or itself with its text."""
    image, path = shape.find(f"{{{V}}}imagedata"), shape.find(f"{{{V}}}textpath")
    if local_name(shape) == "group":
        origin = _numbers(shape, "coordorigin", (0.0, 0.0))
        ground = fitted(origin, _numbers(shape, "coordsize", _WHOLE), size)
        members = tuple(_members(shape, ground, story))
        yield DrawingGroup(members, *size, anchor, turn(style))
    elif image is not None:
        yield from _picture(shape, image, size, anchor, story)
    elif path is not None:
        yield from read_wordart(shape, path, size, anchor, story)
    else:
        yield _box(shape, style, size, anchor, story)


def _numbers(shape: Element, name: str, default: tuple[float, float]) -> tuple[float, float]:
    across, down = map(coordinate, _pair(shape, name))
    return (across, down) if shape.get(name) else default


def _members(group: Element, ground: Ground, story: Story) -> Iterator[GroupMember]:
    for shape in group:
        if local_name(shape) not in _SHAPES:
            continue
        style = read_style(shape)
        if local_name(shape) == "line":
            ends = [tuple(map(coordinate, _pair(shape, name))) for name in ("from", "to")]
            extent, corner = _between(ends[0], ends[1])
        else:
            extent = (coordinate(style.get("width")), coordinate(style.get("height")))
            corner = (coordinate(style.get("left")), coordinate(style.get("top")))
        for thing in _thing(shape, style, ground.sized(*extent), None, story):
            yield GroupMember(thing, *ground.placed(*corner))


def _box(
    shape: Element, style: Mapping[str, str], size: tuple[float, float], anchor: Anchor | None, story: Story
) -> TextBox:
    textbox = shape.find(f"{{{V}}}textbox")
    contents = None if textbox is None else textbox.find(f"{{{W}}}txbxContent")
    look = read_look(shape, size, story)
    box = TextBox(
        blocks=(),
        width=size[0],
        height=size[1],
        anchor=anchor,
        border=look.border,
        background=look.background,
        outline=look.form.outline,
        corner=look.form.corner,
        rotation=turn(style),
        place=story.place,
    )
    if textbox is None or contents is None:
        return box
    within = story.inside(InheritedFormatting(backdrop=look.background))
    return _with_text(box, style, textbox, story.read_blocks(contents, within), look.form)


def _with_text(
    box: TextBox, style: Mapping[str, str], textbox: Element, blocks: tuple[Block, ...], form: Form
) -> TextBox:
    inner = read_style(textbox)
    upwards = inner.get("mso-layout-flow-alt") == "bottom-to-top"
    sideways = inner.get("layout-flow", "").startswith("vertical")
    standing = style.get("v-text-anchor", "")
    return replace(
        box,
        blocks=blocks,
        padding=inset(read_padding(textbox), form, (box.width, box.height)),
        text_turn=(270 if upwards else 90) if sideways else 0,
        vertical="center" if "middle" in standing else "bottom" if "bottom" in standing else "top",
        fixed=inner.get("mso-fit-shape-to-text") not in _TRUE,
    )


def _picture(
    shape: Element, image: Element, size: tuple[float, float], anchor: Anchor | None, story: Story
) -> Iterator[Picture]:
    picture = read_image(image.get(f"{{{R}}}id", ""), story)
    if picture is None:
        return
    description = (shape.get("alt") or image.get(f"{{{O}}}title") or "").strip()
    if not description:
        report_undescribed(story)
    yield Picture(
        content=picture.content,
        media_type=picture.media_type,
        width=size[0],
        height=size[1],
        description=description,
        anchor=anchor,
        crop=_crop(image),
        rotation=turn(read_style(shape)),
    )


def _crop(image: Element) -> Crop:
    top, right, bottom, left = (
        max(share_of(image.get(f"crop{side}"), 0.0), 0.0) for side in ("top", "right", "bottom", "left")
    )
    return Crop(top, right, bottom, left) if top + bottom < 1 and left + right < 1 else Crop()
