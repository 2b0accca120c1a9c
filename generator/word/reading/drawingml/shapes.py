"""Shapes of DrawingML: their text, fill, pen and geometry ([MS-ODRAWXML] 2.12; ECMA-376 part 1, 20.1)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from generator.word.document.content import TextBox
from generator.word.document.formats import Border
from generator.word.document.positions import Anchor
from generator.word.markup import WPS, A, Element, W, local_name
from generator.word.reading.drawingml.geometry import Form, geometry
from generator.word.reading.formatting.theme import with_lightness
from generator.word.reading.measures import MeasureError, emu, integer, number, six_digits
from generator.word.reading.story import InheritedFormatting, Story

Padding: TypeAlias = tuple[float, float, float, float]
BOX_PADDING: Padding = (3.6, 7.2, 3.6, 7.2)
_TURNS: dict[str, Literal[90, 270]] = {"vert": 90, "eaVert": 90, "mongolianVert": 90, "vert270": 270}
_VERTICAL: dict[str, Literal["center", "bottom"]] = {"ctr": "center", "b": "bottom"}
_DASHES = {"dash": "dashed", "lgDash": "dashed", "sysDash": "dashed", "dot": "dotted", "sysDot": "dotted"}
_NAMED = {"black": "000000", "white": "ffffff", "red": "ff0000", "green": "008000", "blue": "0000ff",
          "yellow": "ffff00", "gray": "808080", "silver": "c0c0c0"}  # fmt: skip


def read_shape(shape: Element, size: tuple[float, float], anchor: Anchor | None, story: Story) -> TextBox:
    """Return a ``wps:wsp`` of that width and height in points."""
    contents = shape.find(f"{{{WPS}}}txbx/{{{W}}}txbxContent")
    properties = shape.find(f"{{{WPS}}}spPr")
    style = shape.find(f"{{{WPS}}}style")
    body = shape.find(f"{{{WPS}}}bodyPr")
    form = geometry(properties, size, story)
    fill = None if form.is_open else _fill(properties, style, story)
    within = story.inside(_around(style, fill, story))
    if shape.find(f"{{{WPS}}}linkedTxbx") is not None:
        story.approximate(
            "has linked text boxes, whose text is shown in the first of them", "make it one text box"
        )
    return TextBox(
        blocks=() if contents is None else story.read_blocks(contents, within),
        width=size[0],
        height=size[1],
        anchor=anchor,
        border=_pen(properties, style, story),
        background=fill,
        padding=inset(_padding(body), form, size) if contents is not None else (0.0, 0.0, 0.0, 0.0),
        outline=form.outline,
        corner=form.corner,
        vertical=_VERTICAL.get("" if body is None else body.get("anchor", ""), "top"),
        rotation=rotation(properties),
        text_turn=_turn(body, story),
        fixed=body is not None and body.find(f"{{{A}}}spAutoFit") is None,
        place=story.place,
    )


def _around(style: Element | None, fill: str | None, story: Story) -> InheritedFormatting:
    """Return the colour that the shape's style gives to its text, and the one behind it (20.1.4.1.17)."""
    reference = None if style is None else style.find(f"{{{A}}}fontRef")
    colour = None if reference is None else _colour_in(reference, story)
    return InheritedFormatting(run={"color": {"val": colour}} if colour else {}, backdrop=fill)


def rotation(properties: Element | None) -> float:
    """Return by how many degrees shape properties turn a thing clockwise."""
    transform = None if properties is None else properties.find(f"{{{A}}}xfrm")
    return 0.0 if transform is None else integer(transform.get("rot")) / 60_000


def _turn(body: Element | None, story: Story) -> Literal[0, 90, 270]:
    written = "horz" if body is None else body.get("vert", "horz")
    if written.startswith("wordArt"):
        story.approximate("has a text box of upright letters one below the other, which are shown in lines")
    return _TURNS.get(written, 0)


def _padding(body: Element | None) -> Padding:
    if body is None:
        return BOX_PADDING
    edges = zip(("tIns", "rIns", "bIns", "lIns"), BOX_PADDING, strict=True)
    top, right, bottom, left = (max(emu(body.get(name), default), 0.0) for name, default in edges)
    return top, right, bottom, left


def inset(padding: Padding, form: Form, size: tuple[float, float]) -> Padding:
    """Return the padding of a form in which text has less room than its frame."""
    top, right, bottom, left = padding
    across, down = form.inset * size[0], form.inset * size[1]
    return top + down, right + across, bottom + down, left + across


def _pen(properties: Element | None, style: Element | None, story: Story) -> Border | None:
    line = None if properties is None else properties.find(f"{{{A}}}ln")
    themed = None if style is None else style.find(f"{{{A}}}lnRef")
    if line is not None and line.find(f"{{{A}}}noFill") is not None:
        return None
    if line is None and (themed is None or themed.get("idx") == "0"):
        return None
    colour = None if line is None else solid(line, story)
    colour = colour or (None if themed is None else _colour_in(themed, story)) or "000000"
    dash = None if line is None else line.find(f"{{{A}}}prstDash")
    pattern = "solid" if dash is None else _DASHES.get(dash.get("val", ""), "solid")
    return Border(pattern, emu(None if line is None else line.get("w"), 0.75), colour)


def _fill(properties: Element | None, style: Element | None, story: Story) -> str | None:
    for fill in () if properties is None else properties:
        match local_name(fill):
            case "noFill" | "grpFill":
                return None
            case "solidFill":
                return _colour_in(fill, story)
            case "gradFill" | "pattFill" | "blipFill":
                story.approximate("has a shape filled with a pattern, which is shown in one colour")
                first = next(fill.iter(*(f"{{{A}}}{name}" for name in ("gs", "fgClr"))), None)
                return None if first is None else _colour_in(first, story)
    themed = None if style is None else style.find(f"{{{A}}}fillRef")
    return None if themed is None or themed.get("idx") in {"0", "1000"} else _colour_in(themed, story)


def solid(parent: Element, story: Story) -> str | None:
    """Return the colour of the ``a:solidFill`` in an element, or None when it has none."""
    fill = parent.find(f"{{{A}}}solidFill")
    return None if fill is None else _colour_in(fill, story)


def _colour_in(parent: Element, story: Story) -> str | None:
    for colour in parent:
        written = colour.get("lastClr") or colour.get("val") or ""
        if local_name(colour) == "schemeClr":
            base = story.package.palette.theme.colour(written)
        else:
            base = six_digits(written) or _NAMED.get(written)
        return None if base is None else _changed(base, colour)
    return None


def _changed(colour_so_far: str, colour: Element) -> str | None:
    """Return the colour as light and opaque as its element says, on white paper; None when it is clear."""
    for change in colour:
        try:
            share = number(change.get("val")) / 100_000
        except MeasureError:
            continue
        match local_name(change):
            case "lumMod" | "shade":
                colour_so_far = with_lightness(colour_so_far, share, 0.0)
            case "lumOff":
                colour_so_far = with_lightness(colour_so_far, 1.0, share)
            case "tint":
                colour_so_far = with_lightness(colour_so_far, share, 1 - share)
            case "alpha":
                if share <= 0:
                    return None
                colour_so_far = faded(colour_so_far, share)
    return colour_so_far


def faded(colour: str, strength: float) -> str:
    """Return how a colour looks on white paper when it covers only a share of it."""
    strength = min(max(strength, 0.0), 1.0)
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(part * strength + 255 * (1 - strength)):02x}" for part in parts)
