"""What stands on the pages of a draft, read from the very bytes in the store: words, and where they are."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

from generator.campaign import read_campaign
from generator.comparison.pdf.opening import PdfPage, opened_pdf
from generator.errors import UsageError
from generator.model import Format
from generator.review import Comment, LetterReview, ReviewedDraft
from generator.review.anchors import Found, Gone, Span, anchor_to, find_again
from generator.vocabulary import Anchor, PageBox
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.review.desk import read_letter

_MOST_BOXES = 200


@dataclass(frozen=True, slots=True)
class PlacedComment:
    """A comment on any draft of a letter, with the place of its words on the pages of the last one.

    ``place`` is ``None`` for a comment on the whole letter, and where nothing had to be looked for; ``boxes``
    are by page, from 1.
    """

    comment: Comment
    place: Found | Gone | None
    boxes: tuple[tuple[int, PageBox], ...] = ()


def file_of(campaign_file: Path, draft: ReviewedDraft, form: Format) -> bytes:
    """Return a file of a draft from the store, held to its hash.

    Raises:
        UsageError: the draft was not made in this format.
        StorageError: the file is gone or was changed.
    """
    store = CampaignRecord.of(read_campaign(campaign_file)).store
    for made in draft.generated.drafts:
        if made.format == form:
            return store.get(made.sha256)
    formats = ", ".join(made.format for made in draft.generated.drafts)
    raise UsageError(f"{draft.generated.reference} was not made as {form}", hint=f"it was made as: {formats}")


def page_texts(pdf: bytes, name: str) -> tuple[str, ...]:
    """Return the text of each page as PDFium gives it: offsets of spans and anchors count in it."""
    with opened_pdf(pdf, name) as document:
        return tuple(_text(document[number]) for number in range(len(document)))


def place_comments(campaign_file: Path, letter_id: str) -> tuple[PlacedComment, ...]:
    """Return the comments on all drafts of a letter that stand, each at its words in the last draft.

    Raises:
        UsageError: there is no such letter, or it has no PDF.
        ComparisonError, StorageError, LedgerError: a file or the record cannot be read.
    """
    review = read_letter(campaign_file, letter_id)
    standing = [comment for comment in review.comments if comment.withdrawn is None]
    if not standing:
        return ()
    return place_on(
        standing, file_of(campaign_file, review.current, "pdf"), review.current.generated.reference
    )


def open_comments(campaign_file: Path, review: LetterReview) -> tuple[PlacedComment, ...]:
    """Return the open comments on a letter; those on earlier drafts at their words in the last one.

    Raises:
        ComparisonError, StorageError: a file cannot be read.
    """
    draft = review.current
    standing = [comment for comment in review.comments if comment.is_open]
    earlier = [comment for comment in standing if comment.draft_sha256 not in draft.hashes]
    placed: dict[int, PlacedComment] = {}
    if earlier and any(made.format == "pdf" for made in draft.generated.drafts):
        found = place_on(earlier, file_of(campaign_file, draft, "pdf"), draft.generated.reference)
        placed = {it.comment.made.seq: it for it in found}
    return tuple(placed.get(it.made.seq, PlacedComment(it, None)) for it in standing)


def place_on(comments: Sequence[Comment], pdf: bytes, name: str) -> tuple[PlacedComment, ...]:
    """Return comments at their words on the pages of a PDF."""
    with opened_pdf(pdf, name) as document:
        pages = [document[number] for number in range(len(document))]
        texts = [_text(page) for page in pages]
        return tuple(_placed(comment, pages, texts) for comment in comments)


def anchor_words(pdf: bytes, words: str, name: str) -> Anchor | Gone:
    """Return the anchor of words that stand exactly once on the pages of a PDF, with their boxes."""
    with opened_pdf(pdf, name) as document:
        pages = [document[number] for number in range(len(document))]
        texts = [_text(page) for page in pages]
        anchor = anchor_to(words, texts)
        if isinstance(anchor, Gone):
            return anchor
        place = find_again(anchor, texts)
        boxes = _boxes(place, pages) if isinstance(place, Found) else ()
        on_page = tuple(box for page, box in boxes if page == anchor.page)
        return Anchor(anchor.quote, anchor.prefix, anchor.suffix, anchor.page, on_page)


def _placed(comment: Comment, pages: Sequence[PdfPage], texts: Sequence[str]) -> PlacedComment:
    if comment.anchor is None:
        return PlacedComment(comment, None)
    place = find_again(comment.anchor, texts)
    return PlacedComment(comment, place, _boxes(place, pages) if isinstance(place, Found) else ())


def _boxes(place: Found, pages: Sequence[PdfPage]) -> tuple[tuple[int, PageBox], ...]:
    found = ((span.page, box) for span in place.spans for box in _boxes_of(span, pages[span.page - 1]))
    return tuple(found)[:_MOST_BOXES]


def _boxes_of(span: Span, page: PdfPage) -> tuple[PageBox, ...]:
    """Return the boxes of a stretch of text, one a line, in whole points outwards."""
    height = page.get_height()
    with closing(page.get_textpage()) as textpage:
        count = textpage.count_rects(span.start, span.end - span.start)
        rectangles = [textpage.get_rect(index) for index in range(count)]
    return tuple(_outwards(left, height - top, right, height - foot) for left, foot, right, top in rectangles)


def _outwards(left: float, top: float, right: float, bottom: float) -> PageBox:
    return PageBox(max(0, floor(left)), max(0, floor(top)), max(0, ceil(right)), max(0, ceil(bottom)))


def _text(page: PdfPage) -> str:
    with closing(page.get_textpage()) as textpage:
        return str(textpage.get_text_range())
