"""Comments as notes on the pages of a PDF, and as XFDF (ISO 19444-1), which PDF readers import. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from generator.review.anchors import Gone
from generator.review.records import Comment, Deed
from generator.vocabulary import PageBox

_CORNER = PageBox(18, 18, 38, 38)
"""Where a note stands that belongs to no words of the page."""


@dataclass(frozen=True, slots=True)
class PageNote:
    """A note on a page (from 1): at the boxes of its words, or in the corner; a reply names another note."""

    name: str
    page: int
    boxes: tuple[PageBox, ...]
    author: str
    at: dt.datetime
    text: str
    reply_to: str = ""

    @property
    def is_highlight(self) -> bool:
        """Say whether the note is at words."""
        return bool(self.boxes) and not self.reply_to

    @property
    def outline(self) -> PageBox:
        """Return the box around all of its boxes."""
        boxes = self.boxes or (_CORNER,)
        return PageBox(
            min(it.left for it in boxes),
            min(it.top for it in boxes),
            max(it.right for it in boxes),
            max(it.bottom for it in boxes),
        )


def notes_of(
    comment: Comment, boxes: tuple[tuple[int, PageBox], ...], gone: Gone | None = None
) -> Iterator[PageNote]:
    """Yield the notes of a comment whose words stand in these boxes: the remark, then each answer to it."""
    made, page = comment.made, boxes[0][0] if boxes else 1
    on_page = tuple(box for number, box in boxes if number == page)
    name = f"comment-{made.seq}"
    yield PageNote(name, page, on_page, made.actor, made.at, "\n".join(_lines(comment, gone)))
    for deed in _replies(comment):
        text = deed.comment or deed.type.removeprefix("comment_")
        yield PageNote(f"comment-{deed.seq}", page, (), deed.actor, deed.at, text, reply_to=name)


def _replies(comment: Comment) -> tuple[Deed, ...]:
    return (*comment.answers, comment.resolved) if comment.resolved else comment.answers


def _lines(comment: Comment, gone: Gone | None) -> Iterator[str]:
    yield comment.made.comment
    if comment.suggestion is not None:
        yield f"Instead: {comment.suggestion}" if comment.suggestion else "Strike these words."
    if gone is not None and comment.anchor is not None:
        yield f"On words that are gone: {comment.anchor.quote}"
        yield from (f"There stands now: {text}" for text in (gone.instead,) if text)


def write_xfdf(notes: Iterable[PageNote], heights: Mapping[int, float], name: str) -> bytes:
    """Return notes on the PDF ``name`` as XFDF; ``heights`` are those of its pages in points."""
    body = "\n".join(_element(note, heights[note.page]) for note in notes)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">\n'
        f"<f href={quoteattr(name)}/>\n<annots>\n{body}\n</annots>\n</xfdf>\n"
    )
    return text.encode()


def _element(note: PageNote, height: float) -> str:
    tag = "highlight" if note.is_highlight else "text"
    attributes = {
        "name": note.name,
        "page": str(note.page - 1),
        "rect": ",".join(f"{it:g}" for it in rectangle(note.outline, height)),
        "title": note.author,
        "date": pdf_date(note.at),
        "color": "#FFD100",
        "flags": "print",
    }
    if note.is_highlight:
        attributes["coords"] = ",".join(f"{it:g}" for box in note.boxes for it in corners(box, height))
    if note.reply_to:
        attributes["inreplyto"] = note.reply_to
    told = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{tag}{told}><contents>{escape(note.text)}</contents></{tag}>"


def rectangle(box: PageBox, height: float) -> tuple[float, float, float, float]:
    """Return a box as PDF knows it: left, bottom, right, top, from the lower left corner of the page."""
    return (box.left, height - box.bottom, box.right, height - box.top)


def corners(box: PageBox, height: float) -> tuple[float, ...]:
    """Return the corners of a box as PDF readers expect them: upper left and right, then lower."""
    left, bottom, right, top = rectangle(box, height)
    return (left, top, right, top, left, bottom, right, bottom)


def pdf_date(at: dt.datetime) -> str:
    """Return an instant as PDF writes it (ISO 32000-1, 7.9.4)."""
    return f"{at.astimezone(dt.UTC):D:%Y%m%d%H%M%SZ}"
