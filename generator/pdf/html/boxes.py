"""Pictures and text boxes as HTML: in the line, beside the text, or anywhere on the page."""

from __future__ import annotations

from html import escape

from generator.pdf.html.composer import Composer
from generator.pdf.html.looks import border_css
from generator.pdf.html.sheet import points
from generator.word.document import Anchor, Picture, TextBox


def inline_picture(picture: Picture, composer: Composer) -> str:
    """Return a picture that stands in the line like a character."""
    css = f"display:inline-block;vertical-align:baseline;{_turn(picture)}"
    return _picture(picture, css, composer)


def inline_text_box(box: TextBox, composer: Composer) -> str:
    """Return a text box that stands in the line like a character."""
    return _text_box(box, "display:inline-block;vertical-align:bottom", composer, "span")


def placed(thing: Picture | TextBox, anchor: Anchor, composer: Composer) -> str:
    """Return an anchored picture or text box; it stands before the paragraph that it is anchored to."""
    css = _placing(thing, anchor, composer)
    if isinstance(thing, Picture):
        return _picture(thing, f"display:block;{css}{_turn(thing)}", composer)
    return _text_box(thing, css, composer, "div")


def _picture(picture: Picture, css: str, composer: Composer) -> str:
    address = composer.picture(picture.content, picture.media_type)
    crop = picture.crop
    across, down = 1 - crop.left - crop.right, 1 - crop.top - crop.bottom
    full = (picture.width / across, picture.height / down)
    shift = (-full[0] * crop.left, -full[1] * crop.top)
    size = f"width:{points(picture.width)};height:{points(picture.height)}"
    if not picture.description:
        fill = (
            f"background:url({address}) no-repeat {points(shift[0])} {points(shift[1])}/"
            f"{points(full[0])} {points(full[1])}"
        )
        return f'<span class="{composer.sheet.name(f"{css};{size};{fill}")}"></span>'
    description = escape(picture.description)
    if (across, down) == (1, 1):
        return f'<img class="{composer.sheet.name(f"{css};{size}")}" src="{address}" alt="{description}">'
    inner = (
        f"display:block;width:{points(full[0])};height:{points(full[1])};"
        f"margin:{points(shift[1])} 0 0 {points(shift[0])}"
    )
    image = f'<img class="{composer.sheet.name(inner)}" src="{address}" alt="{description}">'
    return f'<span class="{composer.sheet.name(f"{css};{size};overflow:hidden")}">{image}</span>'


def _text_box(box: TextBox, css: str, composer: Composer, element: str) -> str:
    top, right, bottom, left = box.padding
    inner = composer.within(max(box.width - left - right, 1.0))
    look = [
        css,
        f"width:{points(box.width)};min-height:{points(box.height)};box-sizing:border-box",
        f"padding:{points(top)} {points(right)} {points(bottom)} {points(left)}",
        border_css("border", box.border),
        f"background:#{box.background}" if box.background else "",
    ]
    name = composer.sheet.name(";".join(part for part in look if part))
    return f'<{element} class="{name}">{composer.flow(box.blocks, inner)}</{element}>'


def _placing(thing: Picture | TextBox, anchor: Anchor, composer: Composer) -> str:
    across = _across(thing, anchor, composer)
    top, right, bottom, left = anchor.gap
    if _is_at_the_foot(anchor):
        return f"position:absolute;margin-left:{points(across)};{_vertical(thing, anchor, composer)};"
    if anchor.wrap == "band":
        rest = max(composer.column - across - thing.width, 0.0)
        return (
            f"float:left;clear:both;margin:{points(_down(anchor) + top)} {points(rest)} {points(bottom)} "
            f"{points(across)};"
        )
    if anchor.wrap == "square":
        on_right = across + thing.width / 2 > composer.column / 2
        outer = composer.column - across - thing.width
        sides = (points(outer), points(left)) if on_right else (points(right), points(across))
        return (
            f"float:{'right' if on_right else 'left'};"
            f"margin:{points(_down(anchor) + top)} {sides[0]} {points(bottom)} {sides[1]};"
        )
    vertical = _vertical(thing, anchor, composer)
    return (
        f"position:absolute;margin-left:{points(across)};{vertical};{'z-index:-1;' if anchor.behind else ''}"
    )


def _is_at_the_foot(anchor: Anchor) -> bool:
    """Tell whether a thing stands at the foot of its page, far from the lines that could run round it."""
    return anchor.vertical in {"page", "margin"} and anchor.vertical_alignment in {"bottom", "outside"}


def _across(thing: Picture | TextBox, anchor: Anchor, composer: Composer) -> float:
    """Return how far right of the column's edge the thing begins."""
    page = composer.page
    origin, room = {
        "page": (-page.left, page.width),
        "margin": (0.0, page.text_width),
    }.get(anchor.horizontal, (0.0, composer.column))
    share = {"center": 0.5, "right": 1.0, "outside": 1.0}.get(anchor.horizontal_alignment, 0.0)
    return origin + (anchor.left if not anchor.horizontal_alignment else (room - thing.width) * share)


def _down(anchor: Anchor) -> float:
    return max(anchor.top, 0.0) if anchor.vertical in {"paragraph", "line"} else 0.0


def _vertical(thing: Picture | TextBox, anchor: Anchor, composer: Composer) -> str:
    """Return the vertical place: below the paragraph's top, or from the top of the page's text."""
    if anchor.vertical in {"paragraph", "line"}:
        return f"margin-top:{points(anchor.top)}"
    page = composer.page
    origin, room = (
        (-page.top, page.height) if anchor.vertical == "page" else (0.0, page.height - page.top - page.bottom)
    )
    share = {"center": 0.5, "bottom": 1.0, "outside": 1.0}.get(anchor.vertical_alignment, 0.0)
    down = origin + (anchor.top if not anchor.vertical_alignment else (room - thing.height) * share)
    return f"top:{points(down + page.top if composer.furniture else down)}"


def _turn(picture: Picture) -> str:
    return f"transform:rotate({picture.rotation:g}deg);" if picture.rotation else ""
