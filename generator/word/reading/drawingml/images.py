"""Picture files inside the document: which can be shown, and as what."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

from generator.word.reading.story import Story

_SHOWN = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_CONVERTED = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_MOST_PIXELS = 60_000_000


class ImageError(ValueError):
    """A picture file that cannot be shown."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture file that can be shown, as PNG or JPEG."""

    content: bytes
    media_type: str


def read_image(relationship_id: str, story: Story) -> Image | None:
    """Return the picture that the story's part names by a relationship id; None when that was refused."""
    target = story.package.relationship(story.part, relationship_id)
    if target is None or target.external:
        story.refuse(
            "shows a picture that is not in the document",
            "insert the picture again, embedded rather than linked",
        )
        return None
    content = story.package.part(target.target)
    if content is None:
        story.refuse(f"shows the picture {target.target}, which is missing", "insert the picture again")
        return None
    try:
        return load_image(content)
    except ImageError as fault:
        story.refuse(f"shows the picture {target.target}, {fault}", "insert it as PNG or JPEG")
        return None


@lru_cache(maxsize=64)
def load_image(content: bytes) -> Image:
    """Return the file as PNG or JPEG; raises ``ImageError`` saying why it cannot be shown."""
    from PIL import Image as Pillow

    signatures = (*_SHOWN, *_CONVERTED)
    if not content.startswith(signatures):
        raise ImageError("whose format cannot be shown")
    try:
        with Pillow.open(
            io.BytesIO(content), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
        ) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise ImageError(f"which has {picture.width} × {picture.height} pixels")
            picture.load()
            return _shown(content, picture)
    except (OSError, ValueError, SyntaxError, EOFError, Pillow.DecompressionBombError) as fault:
        raise ImageError(str(fault) if isinstance(fault, ImageError) else "which is damaged") from fault


def _shown(content: bytes, picture: object) -> Image:
    from PIL import Image as Pillow

    if not isinstance(picture, Pillow.Image):
        raise TypeError
    kind = next((kind for signature, kind in _SHOWN.items() if content.startswith(signature)), "")
    if kind and picture.mode not in {"CMYK", "I", "I;16", "F"}:
        return Image(content, kind)
    converted = io.BytesIO()
    picture.convert("RGBA" if "transparency" in picture.info or "A" in picture.mode else "RGB").save(
        converted, "PNG"
    )
    return Image(converted.getvalue(), "image/png")
