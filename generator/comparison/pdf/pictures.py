"""How pages look: two rasters of a page, and the parts in which they differ. Pure, but for the raster itself.

Both rasters are first softened by the mean of each pixel and its eight neighbours, which keeps the amount of
ink and loses where in a pixel it lies. A pixel is another one when it then lies, by more than the tolerance,
outside the range of colours that the other page has within one pixel of it. At 100 dpi that forgives
antialiasing and any shift below one pixel (0.72 pt), and finds a comma.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from generator.comparison.pdf.opening import PdfPage
from generator.comparison.pdf.regions import Rectangle, boxes_of, lines_of, runs_of
from generator.comparison.records import Box, Region

Raster: TypeAlias = NDArray[np.uint8]
"""Height × width × 3 (red, green, blue)."""
Mask: TypeAlias = NDArray[np.bool_]

DPI = 100
_POINTS = 72 / DPI
_MOST_PIXELS = 4_000
_INK = 250
_RIM = 3
"""How many pixels around a difference softening and shifting look at."""


def raster_of(page: PdfPage) -> Raster:
    """Draw a page of a PDF at 100 dpi on white."""
    scale = min(DPI / 72, _MOST_PIXELS / max(*page.get_size(), 1))
    with closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)) as bitmap:
        return np.array(bitmap.to_numpy()[:, :, :3])


def blanked(raster: Raster, bands: tuple[tuple[float, float], ...]) -> Raster:
    """Return the raster with bands across the whole page, given by top and bottom in points, left white."""
    copy = raster.copy()
    for top, bottom in bands:
        copy[max(int(top / _POINTS) - 2, 0) : int(bottom / _POINTS) + 3] = 255
    return copy


def covered(raster: Raster, boxes: Iterable[Box]) -> Raster:
    """Return the raster with these parts left white."""
    copy = raster.copy()
    for box in boxes:
        top, left = (max(int(edge / _POINTS), 0) for edge in (box.top, box.left))
        copy[top : int(box.bottom / _POINTS) + 1, left : int(box.right / _POINTS) + 1] = 255
    return copy


def differing(old: Raster, new: Raster, tolerance: int) -> Mask:
    """Return which pixels differ beyond ``tolerance`` (of 255) and beyond one pixel's shift.

    Rasters of different size are laid on one sheet, top left corners together.
    """
    before, after = on_one_sheet(old, new)
    mask = np.zeros(before.shape[:2], dtype=bool)
    for part in _unequal_parts(before, after):
        one, other = before[part], after[part]
        soft = _softened(one), _softened(other)
        beyond = _outside(*soft, tolerance) | _outside(*soft[::-1], tolerance)
        mask[part] = beyond & _in_any_channel(np.abs(one.astype(np.int16) - other) > tolerance)
    return mask


def _unequal_parts(old: Raster, new: Raster) -> Iterator[tuple[slice, slice]]:
    """Yield the parts outside which the rasters are equal, with a rim; the costly test is for these alone."""
    unequal = (old != new).reshape(old.shape[0], -1)
    rows = np.asarray(unequal.any(axis=1))
    for step in range(1, _RIM + 1):
        rows[step:] |= rows[:-step]
    for low, high in runs_of(rows):
        columns = np.nonzero(unequal[low:high].any(axis=0))[0] // 3
        across = slice(max(int(columns[0]) - _RIM, 0), int(columns[-1]) + _RIM + 1)
        yield slice(max(low - _RIM, 0), high), across


def regions_between(old: Raster, new: Raster, tolerance: int) -> tuple[Region, ...]:
    """Return the parts of a page that changed or moved, from the top, each in points."""
    return _regions(old, new, differing(old, new, tolerance), tolerance)


def explained_regions(
    old: Raster, new: Raster, explained: Iterable[Box], tolerance: int
) -> tuple[tuple[Region, ...], tuple[Region, ...]]:
    """Return the parts of a page that lie where ``explained`` says, and all other parts that differ."""
    mask = differing(old, new, tolerance)
    covered = np.zeros_like(mask)
    for box in explained:
        rows = slice(max(int(box.top / _POINTS) - _RIM, 0), max(int(box.bottom / _POINTS) + _RIM + 1, 0))
        columns = slice(max(int(box.left / _POINTS) - _RIM, 0), max(int(box.right / _POINTS) + _RIM + 1, 0))
        covered[rows, columns] = True
    return (
        _regions(old, new, mask & covered, tolerance),
        tuple(Region("changed", _box(box), _box(box)) for box in boxes_of(mask & ~covered)),
    )


def _regions(old: Raster, new: Raster, mask: Mask, tolerance: int) -> tuple[Region, ...]:
    if not mask.any():
        return ()
    before, after = on_one_sheet(old, new)
    touched = list(runs_of(np.asarray(mask.any(axis=1))))
    lost = [line for line in lines_of(_ink(before)) if _touches(line, touched)]
    now_there = [line for line in lines_of(_ink(after)) if _touches(line, touched)]
    moves = tuple(_moves(before, after, lost, now_there, tolerance))
    rest = mask.copy()
    for was, now in moves:
        _clear(rest, was)
        _clear(rest, now)
    moved = tuple(Region("moved", _box(was), _box(now)) for was, now in moves)
    changed = tuple(Region("changed", _box(box), _box(box)) for box in boxes_of(rest))
    return tuple(sorted((*moved, *changed), key=_top))


def _top(region: Region) -> tuple[float, float]:
    box = region.new or region.old
    return (box.top, box.left) if box else (0.0, 0.0)


def on_one_sheet(old: Raster, new: Raster) -> tuple[Raster, Raster]:
    """Return both rasters at the size that holds either, top left corners together, the rest white."""
    if old.shape == new.shape:
        return old, new
    height, width = max(old.shape[0], new.shape[0]), max(old.shape[1], new.shape[1])
    return _laid(old, height, width), _laid(new, height, width)


def _laid(raster: Raster, height: int, width: int) -> Raster:
    sheet = np.full((height, width, 3), 255, dtype=np.uint8)
    sheet[: raster.shape[0], : raster.shape[1]] = raster
    return sheet


def _softened(raster: Raster) -> Raster:
    padded = np.pad(raster.astype(np.uint16), ((1, 1), (1, 1), (0, 0)), mode="edge")
    down = padded[:-2] + padded[1:-1] + padded[2:]
    across = down[:, :-2] + down[:, 1:-1] + down[:, 2:]
    return np.asarray(across // 9, dtype=np.uint8)


def _outside(raster: Raster, other: Raster, tolerance: int) -> Mask:
    """Return where ``raster`` has a colour that ``other`` has nowhere within one pixel."""
    low, high = _spread(other, np.minimum), _spread(other, np.maximum)
    value = raster.astype(np.int16)
    darker, lighter = value < low.astype(np.int16) - tolerance, value > high.astype(np.int16) + tolerance
    return _in_any_channel(darker | lighter)


def _spread(raster: Raster, extreme: np.ufunc) -> Raster:
    """Return the least or greatest value within one pixel of each, first down, then across."""
    padded = np.pad(raster, ((1, 1), (1, 1), (0, 0)), mode="edge")
    down = extreme(extreme(padded[:-2], padded[1:-1]), padded[2:])
    spread: Raster = extreme(extreme(down[:, :-2], down[:, 1:-1]), down[:, 2:])
    return spread


def _ink(raster: Raster) -> Mask:
    return _in_any_channel(raster < _INK)


def _in_any_channel(marked: Mask) -> Mask:
    """Return the marks of three channels as one; reducing so short an axis takes ten times as long."""
    return np.asarray(marked[:, :, 0] | marked[:, :, 1] | marked[:, :, 2])


def _touches(line: Rectangle, touched: list[tuple[int, int]]) -> bool:
    return any(low < line.bottom and line.top < high for low, high in touched)


def _moves(
    before: Raster, after: Raster, lost: list[Rectangle], now_there: list[Rectangle], tolerance: int
) -> Iterator[tuple[Rectangle, Rectangle]]:
    """Yield lines of the old page that stand, pixel for pixel, elsewhere on the new one; in reading order."""
    start = 0
    for was in lost:
        for index in range(start, len(now_there)):
            now = now_there[index]
            if was != now and _same_size(was, now) and _looks_alike(before, after, was, now, tolerance):
                yield was, now
                start = index + 1
                break


def _same_size(one: Rectangle, other: Rectangle) -> bool:
    return abs(one.width - other.width) <= 2 and abs(one.height - other.height) <= 2


def _looks_alike(before: Raster, after: Raster, was: Rectangle, now: Rectangle, tolerance: int) -> bool:
    height, width = max(was.height, now.height), max(was.width, now.width)
    one, other = _cut(before, was, height, width), _cut(after, now, height, width)
    return one.shape == other.shape and not differing(one, other, tolerance).any()


def _cut(raster: Raster, line: Rectangle, height: int, width: int) -> Raster:
    """Return a line with a rim of paper, so that its edge is an edge to the softening too."""
    rows = slice(max(line.top - 1, 0), line.top + height + 1)
    return raster[rows, max(line.left - 2, 0) : line.left + width + 2]


def _clear(mask: Mask, part: Rectangle) -> None:
    mask[max(part.top - 2, 0) : part.bottom + 2, max(part.left - 2, 0) : part.right + 2] = False


def _box(part: Rectangle) -> Box:
    edges = (part.left, part.top, part.right, part.bottom)
    return Box(*(round(edge * _POINTS, 1) for edge in edges))
