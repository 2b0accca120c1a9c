"""One letter for whoever reads it: its pages, what is said of them, its row, and the other versions of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from generator.model import Campaign, Value
from generator.recipients import read_kept_rows
from generator.review import Comment, LetterReview, ReviewedDraft
from generator.storage.store import Store
from generator.workflow.office.paper import PageText, page_texts
from generator.workflow.office.quoting import Marked, find_words
from generator.workflow.office.register import Register

Against: TypeAlias = Literal["last_read", "last_draft", "earlier", "neighbour"]
AGAINST: Final = ("last_read", "last_draft", "earlier", "neighbour")


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment, and where its words stand in the draft that is looked at.

    When they are gone there is no such place, and ``instead`` is what seems to stand there, if it is clear.
    """

    comment: Comment
    places: tuple[Marked, ...] = ()
    instead: str = ""

    @property
    def is_gone(self) -> bool:
        """Say whether it is anchored to words that are no longer there."""
        return self.comment.anchor is not None and not self.places


def pdf_of(draft: ReviewedDraft) -> str:
    """Return the hash of a draft's PDF; blank when it has none."""
    return next((it.sha256 for it in draft.generated.drafts if it.format == "pdf"), "")


def pages_of(store: Store, draft: ReviewedDraft) -> tuple[PageText, ...]:
    """Return the pages of a draft's PDF; none when it has none.

    Raises:
        StorageError: the file is gone or was changed.
    """
    sha256 = pdf_of(draft)
    return page_texts(store, sha256) if sha256 else ()


def place_comments(review: LetterReview, pages: tuple[PageText, ...]) -> tuple[Placed, ...]:
    """Return the comments on a letter that were not withdrawn.

    With where their words stand in these pages.
    """
    return tuple(
        Placed(it, *(find_words(pages, it.anchor) if it.anchor else ()))
        for it in review.comments
        if not it.withdrawn
    )


def version_against(
    register: Register, draft: ReviewedDraft, against: str, actor: str
) -> ReviewedDraft | None:
    """Return the draft that another one is to be compared with; none when there is no such."""
    review = register.review(draft.letter_id)
    before = [it for it in review.drafts if it.hashes != draft.hashes and it.made.seq < draft.made.seq]
    match against:
        case "last_read":
            read = [it for it in before if any(deed.actor == actor for deed in it.openings)]
            return read[-1] if read else None
        case "last_draft":
            return before[-1] if before else None
        case "earlier":
            earlier = [it for it in _letters_to(register, draft) if it.generated.date < draft.generated.date]
            return max(earlier, key=lambda it: (it.generated.date, it.made.seq), default=None)
        case "neighbour":
            return next(iter(_neighbours(register, draft)), None)
        case _:
            return None


def _letters_to(register: Register, draft: ReviewedDraft) -> Iterator[ReviewedDraft]:
    others = {
        event.letter_id for event in register.events_of_recipient(draft.recipient_id) if event.letter_id
    }
    for letter_id in others - {draft.letter_id}:
        yield register.review(letter_id).current


def _neighbours(register: Register, draft: ReviewedDraft) -> Iterator[ReviewedDraft]:
    """Yield the letter before this one of the same kind in its batch, or else the one after it."""
    order = list(register.batch(draft.batch_id).letters)
    at = order.index(draft.letter_id)
    for letter_id in (*reversed(order[:at]), *order[at + 1 :]):
        other = register.review(letter_id).current
        if other.generated.kind == draft.generated.kind:
            yield other
            return


def beside(register: Register, draft: ReviewedDraft) -> tuple[str, str, int, int]:
    """Return the letters before and after one in its batch, its place from 1, and how many there are."""
    order = list(register.batch(draft.batch_id).letters)
    at = order.index(draft.letter_id)
    before = order[at - 1] if at else ""
    after = order[at + 1] if at + 1 < len(order) else ""
    return before, after, at + 1, len(order)


def row_of(register: Register, draft: ReviewedDraft) -> tuple[tuple[str, Value], ...]:
    """Return the table's row that a draft was made from, as the record keeps it; nothing when it does not.

    Raises:
        StorageError: the file of the rows is gone or was changed.
    """
    sha256 = register.batch(draft.batch_id).made.rows_sha256
    return _rows(register.store, sha256).get(draft.recipient_id, ()) if sha256 else ()


@lru_cache(maxsize=4)
def _rows(store: Store, sha256: str) -> dict[str, tuple[tuple[str, Value], ...]]:
    rows = read_kept_rows(store.get(sha256), source="the table on record")
    return {it.recipient_id: it.values for it in rows}


def name_of(row: tuple[tuple[str, Value], ...], campaign: Campaign) -> str:
    """Return what people call a recipient: the first column of text of the row that is never blank."""
    values = dict(row)
    columns = (it.name for it in campaign.columns if it.kind == "text" and not it.optional)
    return next((str(values[name]) for name in columns if values.get(name)), "")
