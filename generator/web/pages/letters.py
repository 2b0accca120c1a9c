"""A letter: its pages, what differs from another version, its values, its case, and what was said of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from generator.review import ReviewedDraft
from generator.review.voiding import told_voided
from generator.web.faults import NotFoundError
from generator.web.people import READERS, REVIEWERS
from generator.web.reviewing import act_as, letter_scope
from generator.web.routing import act, page
from generator.web.visits import Visit
from generator.workflow.office.letter import (
    AGAINST,
    beside,
    name_of,
    pages_of,
    pdf_of,
    place_comments,
    row_of,
    version_against,
)
from generator.workflow.office.paper import WIDTHS, page_picture
from generator.workflow.office.waiting import choices
from generator.workflow.review.deeds import open_
from generator.workflow.review.recording import record_deed

if TYPE_CHECKING:  # comparing is slow to load; it loads with the first use
    from generator.comparison.records import Change, LetterComparison

_KEPT = {"Cache-Control": "private, max-age=31536000, immutable", "Vary": "Cookie"}
"""A file under its hash is never another one."""
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def draft_asked(visit: Visit) -> ReviewedDraft:
    """Return the draft that an address is about: the letter now, or one of its drafts by number from 1."""
    review = visit.register.review(visit.part("letter"))
    number = visit.asked("draft")
    if not number:
        return review.current
    if not number.isdecimal() or not 1 <= int(number) <= len(review.drafts):
        raise NotFoundError("there is no such draft")
    return review.drafts[int(number) - 1]


@page("/letters/{letter}", READERS)
def show_letter(visit: Visit) -> Response:
    """Show a letter to be read and decided on."""
    register, draft = visit.office.register, draft_asked(visit)
    review, me = register.review(draft.letter_id), visit.who
    pages = pages_of(register.store, draft)
    before, after, place, count = beside(register, draft)
    against = visit.asked("against")
    row = row_of(register, draft)
    values: dict[str, Any] = {
        "draft": draft,
        "review": review,
        "number": review.drafts.index(draft) + 1,
        "pages": pages,
        "pdf": pdf_of(draft),
        "comments": place_comments(review, pages),
        "may": choices(draft, me.name, register.roles),
        "before": before,
        "after": after,
        "after_pdf": pdf_of(register.review(after).current) if after else "",
        "place": place,
        "count": count,
        "row": row,
        "name": name_of(row, register.campaign),
        "case": register.case(draft.recipient_id),
        "against": against,
        "others": {it: version_against(register, draft, it, me.name) for it in AGAINST},
        "voided": told_voided(draft.voided) if draft.voided else "",
        "is_reviewer": me.may(REVIEWERS),
        "seen": any(deed.actor == me.name for deed in draft.openings),
    }
    return visit.page("letter.html", **values, **_difference(visit, draft, values["others"].get(against)))


def _difference(visit: Visit, draft: ReviewedDraft, other: ReviewedDraft | None) -> dict[str, Any]:
    if other is None:
        return {"other": None, "compared": None, "changes": (), "regions": {}}
    from generator.workflow.office.versions import compare_drafts

    compared = compare_drafts(visit.office.register.store, other, draft)
    return {"other": other, "compared": compared, "changes": _told(compared), "regions": _regions(compared)}


def _told(compared: LetterComparison) -> list[tuple[str, list[Change]]]:
    """Return the changes by level, words first.

    Those of the .docx are told only where the PDF says nothing of it.
    """
    return [
        (level, list(found)) for level, found in groupby(compared.changes, key=lambda change: change.level)
    ]


def _regions(compared: LetterComparison) -> dict[int, list[Any]]:
    """Return the parts of each page of the PDF that look different."""
    found: dict[int, list[Any]] = {}
    for change in compared.changes:
        if change.format == "pdf":
            found.setdefault(change.page, []).extend(it.new for it in change.regions if it.new)
    return found


@act("/letters/{letter}/opened", READERS)
def note_opened(visit: Visit) -> Response:
    """Note on record that somebody saw exactly these bytes."""
    _note_opened(visit)
    return Response(status_code=204)


@page("/letters/{letter}/opened.gif", READERS)
def note_opened_without_script(visit: Visit) -> Response:
    """Note the same for browsers that run no script: the page has this picture for them alone."""
    if visit.request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise NotFoundError("there is nothing here")
    _note_opened(visit)
    return Response(_DOT, media_type="image/gif", headers={"Cache-Control": "no-store"})


_DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c000000000100010000020144003b")
"""A picture of one transparent point."""


def _note_opened(visit: Visit) -> None:
    draft = draft_asked(visit)
    role = next((it for it in ("reviewer", "clerk", "viewer", "admin") if it in visit.who.roles), "")
    record_deed(letter_scope(visit, draft), act_as(visit, role=role), open_())


@page("/files/{sha256}/{number}.png", READERS)
def show_picture(visit: Visit) -> Response:
    """Return a page of a letter's PDF as a picture."""
    sha256, number = _own_file(visit, "pdf"), visit.part("number")
    width = visit.asked("w", str(WIDTHS[1]))
    if not number.isdecimal() or not width.isdecimal() or int(width) not in WIDTHS:
        raise NotFoundError("there is no such picture")
    try:
        content = page_picture(visit.office.register.store, sha256, int(number), int(width))
    except IndexError as exc:
        raise NotFoundError("there is no such page") from exc
    return Response(content, media_type="image/png", headers=_KEPT)


@page("/files/{sha256}/{name}", READERS)
def send_file(visit: Visit) -> Response:
    """Return a file of a letter, exactly its bytes; a PDF is shown, a .docx is saved."""
    form = visit.part("name").rpartition(".")[2]
    if form not in _TYPES:
        raise NotFoundError("there is no such file")
    sha256 = _own_file(visit, form)
    draft = visit.office.register.review(visit.office.register.letter_of_file(sha256)).current
    name = f"{draft.recipient_id}.{draft.generated.kind}.{form}"
    shown = "inline" if form == "pdf" else "attachment"
    content = visit.office.register.store.get(sha256)
    headers = _KEPT | {"Content-Disposition": f'{shown}; filename="{name}"', "ETag": f'"{sha256}"'}
    return Response(content, media_type=_TYPES[form], headers=headers)


def _own_file(visit: Visit, form: str) -> str:
    """Return the hash of a file that a letter of this campaign has in a format."""
    register, sha256 = visit.register, visit.part("sha256")
    letter_id = register.letter_of_file(sha256)
    draft = register.review(letter_id).draft_of(sha256) if letter_id else None
    if draft is None or (form, sha256) not in {(it.format, it.sha256) for it in draft.generated.drafts}:
        raise NotFoundError("there is no such file")
    return sha256
