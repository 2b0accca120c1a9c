"""What differs between two versions of a letter, or between two letters.

Words on the page, pictures, structure.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from generator.comparison.comparing import broken_off, compare_pair, size_of_pair
from generator.comparison.records import (
    ComparableLetter,
    LetterComparison,
    LetterFile,
    LetterKey,
    OnDisk,
    Pair,
    Settings,
)
from generator.review import ReviewedDraft
from generator.storage.store import Store
from generator.workflow.bounded import one_by_one
from generator.workflow.office.apart import apart

_MOST_KEPT: Final = 500
_KEPT: Final[OrderedDict[tuple[tuple[str, ...], tuple[str, ...]], LetterComparison]] = OrderedDict()
_LOCK: Final = threading.Lock()


def compare_drafts(store: Store, old: ReviewedDraft, new: ReviewedDraft) -> LetterComparison:
    """Return what differs between two drafts, whose bytes lie in the store; kept by their hashes."""
    return compare_each(store, [(old, new)])[0]


def compare_each(
    store: Store, pairs: Sequence[tuple[ReviewedDraft, ReviewedDraft]]
) -> list[LetterComparison]:
    """Return what differs between the drafts of each pair, in their order."""
    keys = [(old.hashes, new.hashes) for old, new in pairs]
    with _LOCK:
        missing = [pair for pair, key in zip(pairs, keys, strict=True) if key not in _KEPT]
    asked = [_pair(store, old, new) for old, new in missing]
    made = apart(_compare_all, asked) if asked else []
    with _LOCK:
        for (old, new), found in zip(missing, made, strict=True):
            _KEPT[old.hashes, new.hashes] = found
        told = [_KEPT[key] for key in keys]
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
        return told


def _compare_all(pairs: Sequence[Pair]) -> list[LetterComparison]:
    return list(one_by_one(_compare, pairs, size=size_of_pair, broken=broken_off))


def _compare(pair: Pair) -> LetterComparison:
    return compare_pair(pair, Settings())


def _pair(store: Store, old: ReviewedDraft, new: ReviewedDraft) -> Pair:
    key = LetterKey(new.recipient_id, new.generated.kind, new.generated.level)
    return Pair(key, _letter(store, old), _letter(store, new))


def _letter(store: Store, draft: ReviewedDraft) -> ComparableLetter:
    made = draft.generated
    files = tuple(
        LetterFile(it.format, f"{made.reference}.{it.format}", OnDisk(store.path_of(it.sha256)), it.sha256)
        for it in made.drafts
    )
    key = LetterKey(draft.recipient_id, made.kind, made.level)
    return ComparableLetter(key, made.reference, files, (), made.template_sha256, made.row_sha256)
