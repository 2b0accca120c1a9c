"""The letters of a batch, grouped by the text that they share: read from the very bytes in the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from generator.comparison.docx.passages import docx_passages
from generator.comparison.pdf.opening import opened_pdf
from generator.comparison.pdf.passages import pdf_passages, with_hyphens
from generator.comparison.records import Passage
from generator.comparison.words.ignoring import Hidden
from generator.comparison.words.tokens import fold, words
from generator.events import Event
from generator.merging import recipient_values
from generator.model import Recipient
from generator.recipients import read_kept_rows
from generator.review import LetterReview, ReviewedDraft
from generator.review.sameness import AlikeGroup, LetterText, group_alike
from generator.storage.store import Store
from generator.word.engine.filters import FILTERS
from generator.word.opc.archive import read_archive
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.review.desk import Desk, Scope

COMPARED = (
    "Compared were all words of each letter: those of its Word document in order, with headers, footers and "
    "notes, and those on the pages of its PDF. Not compared were pictures, typefaces and where things stand."
)
"""What a reader has to know who reads one letter of a group for all."""

_DATES = ("long_date", "short_date", "iso_date")
_NUMBERS = ("money", "number", "ordinal", "spoken")


@dataclass(frozen=True, slots=True)
class Sameness:
    """The letters of a batch in groups that share their text, and what was compared."""

    groups: tuple[AlikeGroup, ...]
    compared: str = COMPARED


def read_sameness(scope: Scope) -> Sameness:
    """Return the letters in scope, as they are now, in groups that share their text.

    Raises:
        UsageError: there is no such batch.
        DocumentError, ComparisonError, StorageError, LedgerError: a file or the record cannot be read.
    """
    from generator.campaign import read_campaign

    campaign = read_campaign(scope.campaign)
    record = CampaignRecord.of(campaign)
    events = record.events()
    desk = Desk.of(events, campaign)
    rows = {it.recipient_id: it for it in _rows(events, record.store, scope.batch)}
    drafts = desk.current(scope)
    return Sameness(group_alike(_text_of(draft, desk, rows, record.store) for draft in drafts))


def _rows(events: tuple[Event, ...], store: Store, batch: str) -> tuple[Recipient, ...]:
    """Return the rows of the table that the batch was made of, or else those of the last one."""
    made = [it for it in events if it.type == "batch_generated" and (not batch or it.batch_id == batch)]
    sha256 = str(made[-1].payload.get("rows_sha256") or "") if made else ""
    return read_kept_rows(store.get(sha256), source=sha256) if sha256 else ()


def _text_of(draft: ReviewedDraft, desk: Desk, rows: Mapping[str, Recipient], store: Store) -> LetterText:
    files = {it.format: store.get(it.sha256) for it in draft.generated.drafts}
    name = draft.generated.reference
    document = docx_passages(read_archive(files["docx"], source=name), Hidden()) if "docx" in files else ()
    pages, lines = 0, tuple[Passage, ...]()
    if "pdf" in files:
        with opened_pdf(files["pdf"], name) as pdf:
            pages, lines = len(pdf), pdf_passages(pdf, Hidden())
    text, finished = with_hyphens(document or lines, lines)
    values = dict(_values(draft, desk, rows.get(draft.recipient_id)))
    return LetterText(draft.letter_id, draft.generated.kind, _words(text), values, _words(finished), pages)


def _words(passages: tuple[Passage, ...]) -> tuple[str, ...]:
    return tuple(word for passage in passages for word in words(passage.text))


def _values(draft: ReviewedDraft, desk: Desk, row: Recipient | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words of each value that the letter may print, in each form that it can take."""
    generated = draft.generated
    own = {"date": generated.date, "due_date": generated.due_date or "", "reference": generated.reference}
    yield from _forms("letter", {**own, "days": generated.days or ""})
    if row is not None:
        yield from _forms("recipient", recipient_values(row, desk.campaign))
    yield from _forms("letters_sent", _earlier(draft, desk))


def _earlier(draft: ReviewedDraft, desk: Desk) -> list[Mapping[str, object]]:
    """Return the dates and references of the letters that were sent to the recipient before."""
    others = (it for it in desk.letters.values() if it.current.recipient_id == draft.recipient_id)
    return [_told(it) for it in others if it.current.sent and it.letter_id != draft.letter_id]


def _told(review: LetterReview) -> Mapping[str, object]:
    generated = review.current.generated
    return {"date": generated.date, "due_date": generated.due_date or "", "reference": generated.reference}


def _forms(name: str, value: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    match value:
        case Mapping():
            for key, inner in value.items():
                yield from _forms(f"{name}.{key}", inner)
        case list() | tuple():
            for number, inner in enumerate(value, start=1):
                yield from _forms(f"{name}[{number}]", inner)
        case dt.date():
            yield from ((f"{name}|{form}", _split(FILTERS[form](value))) for form in _DATES)
        case int() | Decimal():
            yield name, _split(str(value))
            for form in _NUMBERS:
                with suppress(ValueError, ArithmeticError):  # a form that this number has not
                    yield f"{name}|{form}", _split(FILTERS[form](value))
        case _:
            text = str(value)
            yield name, _split(text)
            yield from ((f"{name}|{form.__name__}", _split(form(text))) for form in (str.upper, str.lower))


def _split(text: str) -> tuple[str, ...]:
    return words(fold(text))
