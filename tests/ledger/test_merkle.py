"""The tree is that of RFC 6962, and a path leads to its root from its own leaf alone."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ledger.merkle import (
    consistency_path,
    inclusion_paths,
    is_consistent,
    merkle_root,
    root_from_path,
    roots_at,
)

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The published vectors of Certificate Transparency, for the trees over the first 0 to 8 leaves."""

TREES = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


@pytest.mark.parametrize("size", range(9))
def test_the_root_is_that_of_certificate_transparency(size: int) -> None:
    assert merkle_root(LEAVES[:size]).hex() == ROOTS[size]


def test_the_roots_of_all_prefixes_are_found_in_one_pass() -> None:
    assert [root.hex() for _, root in sorted(roots_at(LEAVES, set(range(20))).items())] == list(ROOTS)


@given(TREES)
def test_the_root_is_the_one_that_the_definition_gives(leaves: list[bytes]) -> None:
    assert merkle_root(leaves) == define_root(leaves)


@given(TREES, st.data())
def test_a_path_leads_from_its_leaf_to_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    (path,) = inclusion_paths(leaves, [index])

    assert root_from_path(leaves[index], index, len(leaves), path) == merkle_root(leaves)


@given(TREES, st.data())
def test_a_path_leads_nowhere_from_another_leaf_place_or_tree(
    leaves: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    (path,) = inclusion_paths(leaves, [index])
    root = merkle_root(leaves)

    assert root_from_path(leaves[index] + b"x", index, len(leaves), path) != root
    assert root_from_path(leaves[index], len(leaves), len(leaves), path) is None
    assert root_from_path(leaves[index], index, len(leaves), (*path, b"x" * 32)) is None
    if path:
        assert root_from_path(leaves[index], index, len(leaves), path[:-1]) != root
        assert root_from_path(leaves[index], index, len(leaves), (*path[:-1], b"x" * 32)) != root


def define_root(leaves: list[bytes]) -> bytes:
    """Return the root as section 2.1 defines it, by splitting at the largest power of two below the count."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + define_root(leaves[:split]) + define_root(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(1, 34))
def test_a_consistency_proof_shows_that_and_nothing_else(size: int) -> None:
    leaves = [bytes([number]) * 32 for number in range(size)]
    root, other = merkle_root(leaves), merkle_root([b"x", *leaves[1:]])
    for old in range(size + 1):
        before = (old, merkle_root(leaves[:old]))
        path = consistency_path(leaves, old)
        assert is_consistent(before, (size, root), path)
        assert not is_consistent(before, (size, root), [*path, root])
        if old:
            assert not is_consistent((old, other), (size, root), path)
            assert not is_consistent(before, (size, other), path)
        for place in range(len(path)):
            assert not is_consistent(before, (size, root), [*path[:place], other, *path[place + 1 :]])
            assert not is_consistent(before, (size, root), [*path[:place], *path[place + 1 :]])
    assert not is_consistent((size, root), (size - 1, merkle_root(leaves[:-1])), ())
