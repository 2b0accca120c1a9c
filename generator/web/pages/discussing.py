"""Deciding on a letter and talking about it: approve, return, withdraw; comment, answer, resolve."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.responses import Response

from generator.errors import Problem, ProblemsFoundError
from generator.web.faults import NotFoundError
from generator.web.pages.letters import draft_asked
from generator.web.people import DESK, REVIEWERS
from generator.web.reviewing import act_as, letter_scope
from generator.web.routing import act
from generator.web.visits import Visit
from generator.workflow.office.letter import beside, pages_of, pdf_of
from generator.workflow.office.quoting import mark_words
from generator.workflow.office.waiting import waits_for
from generator.workflow.review.deeds import Act, answer, approve, comment, reopen, resolve, return_, withdraw
from generator.workflow.review.deeds import withdraw_comment as take_back
from generator.workflow.review.recording import record_deed


@act("/letters/{letter}/approve", REVIEWERS)
def approve_letter(visit: Visit) -> Response:
    """Approve exactly the bytes that were read, and go on to the next letter that waits."""
    draft = draft_asked(visit)
    record_deed(
        letter_scope(visit, draft), act_as(visit, letter=draft.letter_id), approve(visit.said("comment"))
    )
    return _go_on(visit, f"Approved: {draft.generated.reference}.")


@act("/letters/{letter}/return", REVIEWERS)
def return_letter(visit: Visit) -> Response:
    """Return a letter with the reason."""
    draft, reason = draft_asked(visit), visit.said("comment")
    if not reason:
        problem = Problem(draft.generated.reference, "reason", "is blank", "say what has to be changed")
        raise ProblemsFoundError((problem,), hint="nothing was recorded")
    record_deed(letter_scope(visit, draft), act_as(visit, letter=draft.letter_id), return_(reason))
    return _go_on(visit, f"Returned: {draft.generated.reference}.")


def _go_on(visit: Visit, note: str) -> Response:
    """Go to the next letter of the batch that waits for this person, or back to the batch when none does."""
    register, me = visit.office.register.look(), visit.who
    draft = register.review(visit.part("letter")).current
    order = list(register.batch(draft.batch_id).letters)
    at = beside(register, draft)[2]
    for letter_id in (*order[at:], *order[: at - 1]):
        if waits_for(register.review(letter_id).current, me.name, register.roles):
            return visit.go("letters", letter_id, note=note)
    return visit.go("batches", draft.batch_id, note=f"{note} None of this batch waits for you any more.")


@act("/letters/{letter}/withdraw", REVIEWERS)
def withdraw_approval(visit: Visit) -> Response:
    """Take back one's approval with the reason."""
    draft = draft_asked(visit)
    record_deed(
        letter_scope(visit, draft), act_as(visit, letter=draft.letter_id), withdraw(visit.said("comment"))
    )
    return visit.go("letters", draft.letter_id, note="Your approval was withdrawn.")


@act("/letters/{letter}/comments", DESK)
def add_comment(visit: Visit) -> Response:
    """Remark on a letter as a whole, or on words of it that were marked or typed."""
    draft, quote = draft_asked(visit), visit.said("quote")
    pages = pages_of(visit.office.register.store, draft)
    anchor = mark_words(pages, quote, prefix=visit.said("prefix")) if quote else None
    if quote and anchor is None:
        hint = "mark them on the page, or type a few more of them just as they stand there"
        problem = Problem(draft.generated.reference, "words", f"{quote!r} does not stand there once", hint)
        raise ProblemsFoundError((problem,), hint="nothing was recorded")
    suggestion = (
        visit.said("suggestion") if anchor and (visit.said("suggestion") or visit.said("strike")) else None
    )
    _say(
        visit,
        comment(
            visit.said("text"), draft=pdf_of(draft) or draft.hashes[0], anchor=anchor, suggestion=suggestion
        ),
    )
    return _back(visit, "Your comment was recorded.")


@act("/letters/{letter}/comments/{comment}/{deed}", DESK)
def discuss(visit: Visit) -> Response:
    """Answer a comment, resolve it, take it up again, or take back one's own."""
    number, text = visit.part("comment"), visit.said("text")
    deeds = {"answer": answer, "resolve": resolve, "reopen": reopen, "withdraw": take_back}
    deed = deeds.get(visit.part("deed"))
    if deed is None or not number.isdecimal():
        raise NotFoundError("there is nothing here")
    _say(visit, deed(int(number), text))
    return _back(visit, "Recorded.")


def _say(visit: Visit, deed: Act) -> None:
    draft = draft_asked(visit)
    role = next((it for it in ("reviewer", "clerk") if it in visit.who.roles), "")
    record_deed(letter_scope(visit, draft), act_as(visit, role=role, letter=draft.letter_id), deed)


def _back(visit: Visit, note: str) -> Response:
    query = urlsplit(visit.request.headers.get("referer", "")).query
    response = visit.go("letters", visit.part("letter"), note=note)
    if query:
        response.headers["location"] += f"?{query}"
    response.headers["location"] += "#comments"
    return response
