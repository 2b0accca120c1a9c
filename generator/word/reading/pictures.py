"""Pictures of DrawingML: ``pic:pic`` in the text or in a group (ECMA-376 part 1, 20.2)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.word.document import Picture
from generator.word.positions import Anchor, Crop
from generator.word.reading.images import read_image
from generator.word.reading.markup import PIC, A, Element, R
from generator.word.reading.measures import number
from generator.word.reading.shapes import rotation
from generator.word.reading.story import Story


def read_picture(
    picture: Element, size: tuple[float, float], description: str, anchor: Anchor | None, story: Story
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
        description=description,
        anchor=anchor,
        crop=_crop(picture),
        rotation=rotation(picture.find(f"{{{PIC}}}spPr")),
    )


def report_decoration(story: Story) -> None:
    """Tell that a picture has no alternative text."""
    story.approximate(
        "shows a picture without alternative text, so it is treated as decoration",
        "right-click the picture in Word and choose 'Edit Alt Text'",
    )


def described(properties: Element | None) -> str:
    """Return the alternative text that the properties of a drawing give."""
    return "" if properties is None else (properties.get("descr") or properties.get("title") or "").strip()


def _crop(picture: Element) -> Crop:
    source = picture.find(f"{{{PIC}}}blipFill/{{{A}}}srcRect")
    if source is None:
        return Crop()
    top, right, bottom, left = (max(number(source.get(edge)) / 100_000, 0.0) for edge in "trbl")
    return Crop(top, right, bottom, left) if top + bottom < 1 and left + right < 1 else Crop()
