"""Pictures of DrawingML: ``pic:pic`` in the text or in a group (ECMA-376 part 1, 20.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.word.document.content import Picture
from generator.word.document.positions import Anchor, Crop
from generator.word.markup import PIC, A, Element, R, is_on
from generator.word.reading.drawingml.images import read_image
from generator.word.reading.drawingml.shapes import rotation
from generator.word.reading.measures import number
from generator.word.reading.story import Story

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
"""How Word says 'Mark as decorative' (MS-ODRAWXML 2.1)."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a drawing to who cannot see it, or that it only decorates."""

    text: str = ""
    is_decoration: bool = False


def read_picture(
    picture: Element, size: tuple[float, float], said: Description, anchor: Anchor | None, story: Story
) -> Iterator[Picture]:
    """Yield the picture at that width and height in points, unless it is refused.

    Who calls tells of a picture without a description.
    """
    blip = picture.find(f"{{{PIC}}}blipFill/{{{A}}}blip")
    embedded = "" if blip is None else blip.get(f"{{{R}}}embed", "")
    image = read_image(embedded, story)
    if image is None:
        return
    yield Picture(
        content=image.content,
        media_type=image.media_type,
        width=size[0],
        height=size[1],
        description=said.text,
        is_decoration=said.is_decoration,
        anchor=anchor,
        crop=_crop(picture),
        rotation=rotation(picture.find(f"{{{PIC}}}spPr")),
    )


def report_undescribed(story: Story) -> None:
    """Tell that a picture has no alternative text."""
    story.approximate(
        "shows a picture without alternative text, so its PDF is not said to be PDF/UA",
        "right-click the picture in Word, choose 'View Alt Text', and describe it or mark it as decorative",
    )


def described(properties: Element | None) -> Description:
    """Return what the properties of a drawing say of it to who cannot see it."""
    if properties is None:
        return Description()
    mark = next(properties.iter(_DECORATIVE), None)
    text = (properties.get("descr") or properties.get("title") or "").strip()
    return Description(text, is_decoration=mark is not None and is_on(mark.get("val", "1")))


def _crop(picture: Element) -> Crop:
    source = picture.find(f"{{{PIC}}}blipFill/{{{A}}}srcRect")
    if source is None:
        return Crop()
    top, right, bottom, left = (max(number(source.get(edge)) / 100_000, 0.0) for edge in "trbl")
    return Crop(top, right, bottom, left) if top + bottom < 1 and left + right < 1 else Crop()
