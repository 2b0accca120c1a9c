"""Neutral sentences of office life, to fill lines and pages."""

from __future__ import annotations

PARAGRAPHS = (
    (
        "The office keeps a register of every request that it receives. Each entry states the date of "
        "receipt, the subject of the request and the date by which an answer is due. The register is open"
        " to the public during business hours and is published at the end of each quarter."
    ),
    (
        "An application is complete when it contains the form, the site plan and proof that the fee has "
        "been paid. The clerk reviews it within ten business days and sends a notice if anything is "
        "missing. A missing document may be supplied within thirty days without a second fee."
    ),
    (
        "Records are produced in the order in which they are found. Where a record exists in electronic "
        "form, it is produced in that form unless the requester asks for paper copies. Copies of up to "
        "twenty pages are free of charge; further pages cost fifteen cents each."
    ),
    (
        "The committee meets on the second Tuesday of each month in the hearing room on the third floor. "
        "Its agenda is posted seventy-two hours before the meeting. Members of the public may speak on "
        "any matter on the agenda for no longer than three minutes."
    ),
    (
        "This policy applies to all departments and to contractors who handle records on their behalf. It"
        " does not change any duty that is set by law. Where this policy and a statute differ, the "
        "statute controls and the records officer amends the policy at the next review."
    ),
    (
        "The permit is valid for one year from the date on which it was issued. It may be renewed twice "
        "if the work has begun and the conditions stated below have been met. A change of plans needs a "
        "new review by the building division before the work continues."
    ),
    (
        "Payment is due within thirty days of the date of the invoice. A payment that arrives later bears"
        " interest at the rate set by ordinance. Please write the number of the invoice on the check so "
        "that the amount can be credited to the right account."
    ),
    (
        "The inspector visits the site after notice to the owner and writes a report within five days. "
        "The report lists what was examined, what was measured and what has to be corrected. The owner "
        "may ask for a second visit when the corrections have been made."
    ),
)
SENTENCE = (
    "The register is open to the public during business hours and is published at the end of each quarter."
)


def prose(count: int, start: int = 0) -> tuple[str, ...]:
    """Return that many paragraphs of text, beginning with the one at ``start`` and going round."""
    return tuple(PARAGRAPHS[(start + number) % len(PARAGRAPHS)] for number in range(count))
