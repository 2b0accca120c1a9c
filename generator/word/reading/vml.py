"""VML, the drawings of older Word versions: pictures, text boxes, lines, watermarks (ECMA-376 part 4, 14)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.word.document import Anchor, Border, Inline, Picture, Rule, TextBox, Watermark
from generator.word.reading.images import read_image
from generator.word.reading.markup import Element, R, V, W, local_name
from generator.word.reading.measures import MeasureError, number, points
from generator.word.reading.story import Story

_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_SHAPES = frozenset(
    {"shape", "rect", "roundrect", "line", "oval", "polyline", "arc", "curve", "group", "image"}
)


def read_vml(element: Element, story: Story) -> Iterator[Inline]:
    """Yield what a ``w:pict`` or ``w:object`` shows; refuses what has no picture or text to show."""
    for shape in element:
        name = local_name(shape)
        if name in _SHAPES:
            yield from _read_shape(shape, story)
        elif name in {"control", "OLEObject", "movie"}:
            story.refuse(f"contains '{name}', which cannot be shown", "replace it by a picture")


def _read_shape(shape: Element, story: Story) -> Iterator[Inline]:
    style = _style(shape)
    image = shape.find(f"{{{V}}}imagedata")
    contents = shape.find(f"{{{V}}}textbox/{{{W}}}txbxContent")
    if shape.get(f"{_OFFICE}hr") in {"t", "true", "1"}:
        yield Rule(_length(style, "height") or 1.5, _colour(shape.get("fillcolor")) or "a0a0a0")
    elif image is not None:
        yield from _picture(shape, image, style, story)
    elif contents is not None:
        yield TextBox(
            blocks=story.read_blocks(contents, story.inside()),
            width=_length(style, "width"),
            height=_length(style, "height"),
            anchor=_anchor(style),
            border=None if shape.get("stroked") in {"f", "false"} else Border("solid", 0.75, "000000"),
            background=None if shape.get("filled") in {"f", "false"} else _colour(shape.get("fillcolor")),
            padding=(3.6, 7.2, 3.6, 7.2),
        )
    elif shape.find(f"{{{V}}}textpath") is not None:
        yield from _watermark(shape, style, story)
    elif local_name(shape) == "group":
        for inner in shape:
            if local_name(inner) in _SHAPES:
                yield from _read_shape(inner, story)
    else:
        story.approximate(
            f"has a drawn shape ({local_name(shape)}), which is left out", "use a picture instead"
        )


def _watermark(shape: Element, style: dict[str, str], story: Story) -> Iterator[Inline]:
    """Yield the words of WordArt in a header, which stand behind the text; elsewhere they are left out."""
    path = shape.find(f"{{{V}}}textpath")
    words = "" if path is None else " ".join((path.get("string") or "").split())
    root = shape.getroottree().getroot()
    if not words or local_name(root) != "hdr":
        story.refuse("has WordArt outside of a header, which cannot be shown", "use a picture or a text box")
        return
    fill = shape.find(f"{{{V}}}fill")
    family = _style(path).get("font-family", "Calibri") if path is not None else "Calibri"
    yield Watermark(
        text=words,
        font=family.strip("\"' "),
        colour=_faded(
            _colour(shape.get("fillcolor")) or "c0c0c0", "1" if fill is None else fill.get("opacity", "1")
        ),
        width=_length(style, "width"),
        height=_length(style, "height"),
        rotation=number(style.get("rotation")) % 360,
    )


def _faded(colour: str, opacity: str) -> str:
    """Return the colour as it looks on white paper; opacity is a share, or sixty-five thousandths (``f``)."""
    try:
        strength = number(opacity.removesuffix("f")) / (65_536 if opacity.endswith("f") else 1)
    except MeasureError:
        strength = 1.0
    strength = min(max(strength, 0.0), 1.0)
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(part * strength + 255 * (1 - strength)):02x}" for part in parts)


def _picture(shape: Element, image: Element, style: dict[str, str], story: Story) -> Iterator[Inline]:
    found = read_image(image.get(f"{{{R}}}id", ""), story)
    if found is None:
        return
    description = (shape.get("alt") or image.get(f"{_OFFICE}title") or "").strip()
    if not description:
        story.approximate(
            "shows a picture without alternative text, so it is treated as decoration",
            "right-click the picture in Word and choose 'Edit Alt Text'",
        )
    yield Picture(
        content=found.content,
        media_type=found.media_type,
        width=_length(style, "width"),
        height=_length(style, "height"),
        description=description,
        anchor=_anchor(style),
    )


def _style(shape: Element) -> dict[str, str]:
    entries = (entry.partition(":") for entry in (shape.get("style") or "").split(";"))
    return {name.strip().lower(): written.strip() for name, _, written in entries if name.strip()}


def _length(style: dict[str, str], name: str) -> float:
    try:
        return points(style.get(name) or "0", 1)
    except MeasureError:
        return 0.0


def _anchor(style: dict[str, str]) -> Anchor | None:
    if style.get("position") != "absolute":
        return None
    across = style.get("mso-position-horizontal-relative", "column").removesuffix("-area")
    down = style.get("mso-position-vertical-relative", "paragraph").removesuffix("-area")
    return Anchor(
        horizontal="page" if across == "page" else "margin" if across == "margin" else "column",
        vertical="page" if down == "page" else "margin" if down == "margin" else "paragraph",
        left=_length(style, "margin-left"),
        top=_length(style, "margin-top"),
        horizontal_alignment=_aligned(style.get("mso-position-horizontal")),
        vertical_alignment=_aligned(style.get("mso-position-vertical")),
        behind=style.get("z-index", "0").startswith("-"),
    )


def _aligned(written: str | None) -> str:
    return "" if written in {None, "absolute"} else written or ""


def _colour(written: str | None) -> str | None:
    digits = (written or "").lstrip("#").partition(" ")[0].lower()
    names = {"white": "ffffff", "black": "000000", "silver": "c0c0c0", "gray": "808080", "red": "ff0000"}
    found = names.get(digits, digits)
    return found if len(found) == 6 and all(digit in "0123456789abcdef" for digit in found) else None
