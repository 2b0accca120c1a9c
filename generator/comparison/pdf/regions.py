"""Rectangles around what is marked on a page: lines of ink, and boxes around scattered pixels. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_TILE = 8
"""Pixels per side of the tiles that are joined into boxes: marks closer than this are one (about 6 pt)."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a raster in pixels; ``right`` and ``bottom`` lie just outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top


def lines_of(ink: NDArray[np.bool_]) -> tuple[Rectangle, ...]:
    """Return the lines of a page: bands of rows with ink, each as wide as its ink, from the top."""
    return tuple(_line(ink, low, high) for low, high in runs_of(np.asarray(ink.any(axis=1))))


def boxes_of(mask: NDArray[np.bool_]) -> tuple[Rectangle, ...]:
    """Return the boxes around marks that lie together, from the top, each as small as its marks allow."""
    rows, columns = np.nonzero(mask)
    tiles = set(zip((rows // _TILE).tolist(), (columns // _TILE).tolist(), strict=True))
    boxes = [_shrink(mask, group) for group in _connected(tiles)]
    return tuple(sorted(boxes, key=lambda box: (box.top, box.left)))


def runs_of(marked: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield the runs of marked places, each as its first place and the one after its last."""
    edges = np.nonzero(np.diff(np.concatenate(([0], marked.astype(np.int8), [0]))))[0]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        yield int(low), int(high)


def _line(ink: NDArray[np.bool_], low: int, high: int) -> Rectangle:
    columns = np.nonzero(ink[low:high].any(axis=0))[0]
    return Rectangle(int(columns[0]), low, int(columns[-1]) + 1, high)


def _connected(tiles: set[tuple[int, int]]) -> Iterator[set[tuple[int, int]]]:
    """Yield sets of tiles that touch; two tiles apart still touch along a line, as words of one do."""
    left = set(tiles)
    while left:
        group: set[tuple[int, int]] = set()
        edge = [min(left)]
        left.discard(edge[0])
        while edge:
            row, column = edge.pop()
            group.add((row, column))
            near = {
                (row + down, column + across) for down in (-1, 0, 1) for across in (-2, -1, 0, 1, 2)
            } & left
            left -= near
            edge.extend(near)
        yield group


def _shrink(mask: NDArray[np.bool_], group: set[tuple[int, int]]) -> Rectangle:
    top, bottom = min(row for row, _ in group) * _TILE, (max(row for row, _ in group) + 1) * _TILE
    left, right = min(col for _, col in group) * _TILE, (max(col for _, col in group) + 1) * _TILE
    rows, columns = np.nonzero(mask[top:bottom, left:right])
    return Rectangle(
        left + int(columns.min()),
        top + int(rows.min()),
        left + int(columns.max()) + 1,
        top + int(rows.max()) + 1,
    )
