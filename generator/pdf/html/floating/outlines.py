"""Shapes that are no rectangles: a drawing behind their text, which is decoration and never read out."""

from __future__ import annotations

import re

from generator.pdf.html.composer import Composer
from generator.pdf.html.stylesheet import points
from generator.word.document.content import TextBox

_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")
_DASHES = {"dashed": (4, 3), "dotted": (1, 1)}


def outline_html(box: TextBox, composer: Composer) -> str:
    """Return the outline of a shape as an empty box with a picture, empty for a rectangle or oval."""
    if not box.outline or not (box.border or box.background):
        return ""
    pen = box.border.width if box.border else 0.0
    size = (box.width + 2 * pen, box.height + 2 * pen)
    address = composer.picture(_drawing(box, pen, size).encode(), "image/svg+xml")
    css = (
        f"position:absolute;left:{points(-pen)};top:{points(-pen)};width:{points(size[0])};"
        f"height:{points(size[1])};background:url({address}) no-repeat 0 0/100% 100%"
    )
    return f'<span class="{composer.sheet.name(css)}"></span>'


def _drawing(box: TextBox, pen: float, size: tuple[float, float]) -> str:
    stretch = ((box.width, pen), (box.height, pen))
    at = -1

    def scaled(match: re.Match[str]) -> str:
        nonlocal at
        at += 1
        length, start = stretch[at % 2]
        return f"{float(match.group()) * length + start:.2f}"

    path = _NUMBER.sub(scaled, box.outline)
    fill = f'fill="#{box.background}"' if box.background else 'fill="none"'
    stroke = ""
    if box.border:
        stroke = f' stroke="#{box.border.colour}" stroke-width="{pen:g}"'
        dashes = _DASHES.get(box.border.style)
        if dashes:
            stroke += f' stroke-dasharray="{dashes[0] * pen:g} {dashes[1] * pen:g}"'
    room = f'width="{size[0]:g}" height="{size[1]:g}" viewBox="0 0 {size[0]:g} {size[1]:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {room}><path d="{path}" {fill}{stroke}/></svg>'
