"""Rasters of pages as small PNG files, and back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from generator.comparison.pdf.pictures import Raster

if TYPE_CHECKING:
    from PIL import Image

_STEP = 17
"""Each channel is kept in 16 steps, so that no colour is off by more than 8 of 255."""


def png_of(raster: Raster) -> bytes:
    """Return a page as PNG, each colour within 8 of 255 of its own."""
    from PIL import Image

    return png_of_image(Image.fromarray(raster))


def png_of_image(image: Image.Image) -> bytes:
    """Return a picture as PNG, each colour within 8 of 255 of its own; with a palette where that suffices."""
    from PIL import Image

    steps = (np.asarray(image).astype(np.uint16) + _STEP // 2) // _STEP * _STEP
    coarse = Image.fromarray(steps.astype(np.uint8))
    few = coarse.getcolors(256) is not None
    stream = io.BytesIO()
    (coarse.quantize(256) if few else coarse).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def raster_from(png: bytes) -> Raster:
    """Return the raster that a PNG of ours holds."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        return np.array(image.convert("RGB"))
