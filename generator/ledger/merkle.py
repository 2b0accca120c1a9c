"""The Merkle tree of RFC 6962, section 2.1, whose leaves are the hashes of the events. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree over the leaves; that of no leaves is the SHA-256 of nothing."""
    level = [hash_leaf(leaf) for leaf in leaves] or [hashlib.sha256().digest()]
    while len(level) > 1:
        level = _parents(level)
    return level[0]


def roots_at(leaves: Iterable[bytes], sizes: AbstractSet[int]) -> dict[int, bytes]:
    """Return the roots of the trees over the first so many leaves, for each size that there are leaves for.

    Only the roots of the complete subtrees on the right edge are kept: one for each bit of the count.
    """
    roots = {0: hashlib.sha256().digest()} if 0 in sizes else {}
    edge: list[bytes] = []
    for count, leaf in enumerate(leaves, start=1):
        node = hash_leaf(leaf)
        for _ in range((count & -count).bit_length() - 1):
            node = hash_children(edge.pop(), node)
        edge.append(node)
        if count in sizes:
            roots[count] = _join(edge)
    return roots


def inclusion_paths(leaves: Sequence[bytes], indices: Iterable[int]) -> tuple[tuple[bytes, ...], ...]:
    """Return for each index the hashes that lead from its leaf to the root, the lowest first."""
    levels = [[hash_leaf(leaf) for leaf in leaves]]
    while len(levels[-1]) > 1:
        levels.append(_parents(levels[-1]))
    return tuple(tuple(_siblings(levels, index)) for index in indices)


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root of a tree of ``size`` leaves to which the path leads, or None when it leads nowhere.

    This is the check of RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return None
    node, position, last = hash_leaf(leaf), index, size - 1
    for sibling in path:
        if last == 0:
            return None
        if position & 1 or position == last:
            node = hash_children(sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = hash_children(node, sibling)
        position, last = position >> 1, last >> 1
    return node if last == 0 else None


def consistency_path(leaves: Sequence[bytes], size: int) -> tuple[bytes, ...]:
    """Return the hashes that show the tree of the first ``size`` leaves to be within that of all of them.

    This is the consistency proof of RFC 6962, section 2.1.2.
    """
    return tuple(_subproof(leaves, size, whole=True)) if 0 < size < len(leaves) else ()


def is_consistent(old: tuple[int, bytes], new: tuple[int, bytes], path: Sequence[bytes]) -> bool:
    """Tell whether a path shows a tree (its size and root) to be within a later one.

    This is the check of RFC 9162, section 2.1.4.2.
    """
    (size, root), (new_size, new_root) = old, new
    if size > new_size or (size in {0, new_size} and path):
        return False
    if size == 0:
        return root == hashlib.sha256().digest()
    if size == new_size:
        return root == new_root
    nodes = list(path) if size & (size - 1) else [root, *path]
    position, last = size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    if not nodes:
        return False
    before = after = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            before, after = hash_children(node, before), hash_children(node, after)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            after = hash_children(after, node)
        position, last = position >> 1, last >> 1
    return last == 0 and (before, after) == (root, new_root)


def _subproof(leaves: Sequence[bytes], size: int, *, whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if whole else [merkle_root(leaves)]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    left, right = leaves[:split], leaves[split:]
    if size <= split:
        return [*_subproof(left, size, whole=whole), merkle_root(right)]
    return [*_subproof(right, size - split, whole=False), merkle_root(left)]


def hash_leaf(leaf: bytes) -> bytes:
    """Return the hash of a leaf, marked as one so that no node can pass for it."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node by the hashes of its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _join(edge: Sequence[bytes]) -> bytes:
    node = edge[-1]
    for left in reversed(edge[:-1]):
        node = hash_children(left, node)
    return node


def _parents(level: Sequence[bytes]) -> list[bytes]:
    paired = list(map(hash_children, level[:-1:2], level[1::2]))
    return paired + list(level[len(paired) * 2 :])


def _siblings(levels: Sequence[Sequence[bytes]], index: int) -> Iterable[bytes]:
    for level in levels:
        if index ^ 1 < len(level):
            yield level[index ^ 1]
        index >>= 1
