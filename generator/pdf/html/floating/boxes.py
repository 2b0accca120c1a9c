"""Pictures, text boxes and groups as HTML: in the line, beside the text, or anywhere on the page."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from generator.pdf.html.composer import Composer
from generator.pdf.html.floating.outlines import outline_html
from generator.pdf.html.floating.placing import FloatPosition, placing, sized
from generator.pdf.html.stylesheet import points
from generator.pdf.html.text.character_css import border_css
from generator.word.document.content import DrawingGroup, Drawn, Picture, TextBox
from generator.word.document.positions import Anchor


def in_line(thing: Drawn, composer: Composer) -> str:
    """Return a thing that stands in the line like a character."""
    if isinstance(thing, Picture):
        return _picture(thing, FloatPosition("display:inline-block;vertical-align:baseline;"), composer)
    place = FloatPosition("display:inline-block;position:relative;vertical-align:bottom;")
    return _drawn(thing, place, composer, "span")


def placed(thing: Drawn, anchor: Anchor, composer: Composer) -> str:
    """Return an anchored thing; it stands before the paragraph that it is anchored to."""
    thing = sized(thing, anchor, composer)
    place = placing(thing, anchor, composer)
    around = "" if "position:" in place.css else "position:relative;"
    return _drawn(thing, replace(place, css=f"display:block;{around}{place.css}"), composer, "div")


def _drawn(thing: Drawn, place: FloatPosition, composer: Composer, element: str) -> str:
    match thing:
        case Picture():
            return _picture(thing, place, composer)
        case TextBox():
            return _text_box(thing, place, composer, element)
        case DrawingGroup():
            return _group(thing, place, composer, element)


def _group(group: DrawingGroup, place: FloatPosition, composer: Composer, element: str) -> str:
    """Return a ground of the group's size with its members, each at its place on it."""
    css = (
        f"{place.css}{_turn(group.rotation)}width:{points(group.width)};height:{points(group.height)};"
        "text-indent:0"
    )
    members = "".join(
        _drawn(
            member.thing,
            FloatPosition(
                f"display:block;position:absolute;left:{points(member.left)};top:{points(member.top)};",
            ),
            composer,
            element,
        )
        for member in group.members
    )
    return f'<{element} class="{composer.sheet.name(css)}"{place.attributes}>{members}</{element}>'


def _picture(picture: Picture, place: FloatPosition, composer: Composer) -> str:
    address = composer.picture(picture.content, picture.media_type)
    crop = picture.crop
    across, down = 1 - crop.left - crop.right, 1 - crop.top - crop.bottom
    full = (picture.width / across, picture.height / down)
    shift = (-full[0] * crop.left, -full[1] * crop.top)
    size = f"width:{points(picture.width)};height:{points(picture.height)}"
    css = f"{place.css}{_turn(picture.rotation)}"
    if not picture.description:
        composer.sheet.has_undescribed |= not picture.is_decoration
        fill = (
            f"background:url({address}) no-repeat {points(shift[0])} {points(shift[1])}/"
            f"{points(full[0])} {points(full[1])}"
        )
        return f'<span class="{composer.sheet.name(f"{css};{size};{fill}")}"{place.attributes}></span>'
    description = escape(picture.description)
    if (across, down) == (1, 1):
        name = composer.sheet.name(f"{css};{size}")
        return f'<img class="{name}"{place.attributes} src="{address}" alt="{description}">'
    inner = (
        f"display:block;width:{points(full[0])};height:{points(full[1])};"
        f"margin:{points(shift[1])} 0 0 {points(shift[0])}"
    )
    image = f'<img class="{composer.sheet.name(inner)}" src="{address}" alt="{description}">'
    name = composer.sheet.name(f"{css};{size};overflow:hidden")
    return f'<span class="{name}"{place.attributes}>{image}</span>'


def _text_box(box: TextBox, place: FloatPosition, composer: Composer, element: str) -> str:
    top, right, bottom, left = box.padding
    border = None if box.outline else box.border
    turned = bool(box.text_turn)
    look = [
        f"{place.css}{_turn(box.rotation)}width:{points(box.width)};box-sizing:border-box",
        f"height:{points(box.height)}" if turned or not box.blocks else f"min-height:{points(box.height)}",
        "text-indent:0;text-align:left;line-height:1pt;font-size:1pt;white-space:nowrap",
        "" if turned else f"padding:{points(top)} {points(right)} {points(bottom)} {points(left)}",
        border_css("border", border),
        f"background:#{box.background}" if box.background and not box.outline else "",
        f"border-radius:{points(box.corner)}" if box.corner else "",
    ]
    name = composer.sheet.name(";".join(part for part in look if part))
    inner = outline_html(box, composer)
    if box.blocks:
        inner += _turned_text(box, composer) if turned else _text(box, _room(box), composer)
    return f'<{element} class="{name}"{place.attributes}{_told(box)}>{inner}</{element}>'


def _told(box: TextBox) -> str:
    """Return where the box is in the document, how much room Word gives its text, and its turn."""
    if not box.blocks:
        return ""
    room = f' data-room="{box.height:.3f}"' if box.fixed and not box.text_turn else ""
    turn = f' data-turn="{box.rotation:g}"' if box.rotation else ""
    flow = f' data-flow="{box.text_turn}" data-wide="{_room(box)[0]:.3f}"' if box.text_turn else ""
    return f' data-place="{escape(box.place)}"{room}{turn}{flow}'


def _room(box: TextBox) -> tuple[float, float]:
    """Return the width and height that the text of a box has in points."""
    top, right, bottom, left = box.padding
    pen = 2 * box.border.width if box.border and not box.outline else 0.0
    return max(box.width - left - right - pen, 1.0), max(box.height - top - bottom - pen, 0.0)


def _text(box: TextBox, room: tuple[float, float], composer: Composer) -> str:
    """Return the text of a box beside a strut of the height that it has; both together are never divided.

    Boxes in a line are not divided at the end of the page, where the typesetter would cut a text box.
    """
    across = {"top": "top", "center": "middle", "bottom": "bottom"}[box.vertical]
    strut = composer.sheet.name(f"display:inline-block;height:{points(room[1])};vertical-align:{across}")
    css = f"display:inline-block;white-space:normal;width:{points(room[0])};vertical-align:{across}"
    flow = composer.flow(box.blocks, composer.within(room[0]))
    return f'<span class="{strut}"></span><span class="{composer.sheet.name(css)}">{flow}</span>'


def _turned_text(box: TextBox, composer: Composer) -> str:
    """Return text that runs up or down the box: lines as long as the box is high, turned about a corner."""
    top, right, bottom, left = box.padding
    wide, high = _room(box)
    corner = (box.width - right, top) if box.text_turn == 90 else (left, box.height - bottom)
    css = (
        f"position:absolute;left:0;top:0;width:{points(high)};transform-origin:0 0;"
        f"transform:translate({points(corner[0])},{points(corner[1])}) rotate({box.text_turn}deg)"
    )
    return f'<div class="{composer.sheet.name(css)}">{_text(box, (high, wide), composer)}</div>'


def _turn(degrees: float) -> str:
    return f"transform:rotate({degrees:g}deg);" if degrees else ""
