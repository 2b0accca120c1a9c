"""A letter and its campaign become merge values: the names that a template prints. Pure.

``docs/templates.md`` lists the names. A blank cell stays blank here: whether that matters is decided where a
template would print it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model import Campaign, ColumnReference, EarlierLetter, Letter, ListRow, Recipient
from generator.postal import STATE_NAMES

_OPTIONAL_PART = re.compile(r"\[([^\[\]]*)\]")
_COLUMN = re.compile(r"\{(\w+)\}")


def merge_values(letter: Letter, campaign: Campaign) -> dict[str, object]:
    """Return the merge values of ``letter``; what is known of it hides a constant of the same name."""
    row = recipient_values(letter.recipient, campaign)
    return {
        **dict(campaign.merge),
        **_lists(campaign.lists, row),
        "campaign": {"id": campaign.campaign_id, "title": campaign.title, "specimen": campaign.specimen},
        "sender": _sender_values(campaign),
        "recipient": row,
        "letter": _letter_values(letter),
        "letters_sent": [_earlier_values(earlier) for earlier in letter.earlier],
        "request": _earlier_values(letter.earlier[0]) if letter.earlier else {},
        "notice": _last_notice(letter),
        "missing_items": [{"number": item.number, "text": item.text} for item in letter.missing],
    }


def addressee_of(recipient: Recipient, campaign: Campaign) -> str:
    """Return the first line of the recipient's address, or nothing when the campaign names no address."""
    lines = recipient_values(recipient, campaign)["address_lines"]
    return str(lines[0]) if isinstance(lines, list) and lines else ""


def address_lines(patterns: tuple[str, ...], row: Mapping[str, object]) -> list[str]:
    """Return the lines of an address.

    ``{column}`` is a cell, and a part in brackets, ``[, {unit}]``, goes when its cells are blank. A line
    whose cells are all blank is left out, so no address has a gap in it.
    """
    return [line for pattern in patterns if (line := _fill(pattern, row))]


def _fill(pattern: str, row: Mapping[str, object]) -> str:
    """Choose the parts of the pattern first, then put the cells in: what a cell holds is never a pattern."""
    if _is_blank(pattern, row):
        return ""
    chosen = _OPTIONAL_PART.sub(lambda part: "" if _is_blank(part[1], row) else part[1], pattern)
    return _COLUMN.sub(lambda field: str(row.get(field[1], "")), chosen).strip()


def _is_blank(pattern: str, row: Mapping[str, object]) -> bool:
    columns = _COLUMN.findall(pattern)
    return bool(columns) and not any(str(row.get(column, "")) for column in columns)


def recipient_values(recipient: Recipient, campaign: Campaign) -> dict[str, object]:
    """Return the names below ``recipient``: the cells, the names of states, the address lines."""
    row: dict[str, object] = dict(recipient.values)
    for column in campaign.columns:
        if column.kind == "state":
            row[f"{column.name}_name"] = STATE_NAMES.get(str(row.get(column.name, "")), "")
    return {**row, "address_lines": address_lines(campaign.address, row)}


def _sender_values(campaign: Campaign) -> dict[str, object]:
    sender = campaign.sender
    return {
        "organization": sender.organization,
        "office": sender.office,
        "title": sender.title,
        "address_lines": list(sender.address_lines),
        "phone": sender.phone,
        "email": sender.email,
    }


def _letter_values(letter: Letter) -> dict[str, object]:
    return {
        "kind": letter.kind.key,
        "title": letter.kind.title,
        "date": letter.date,
        "due_date": letter.due_date or "",
        "days": letter.step.days or "",
        "reference": letter.reference,
        "level": letter.step.level,
        "final": letter.step.final,
        "grounds": letter.grounds or "",
    }


def _last_notice(letter: Letter) -> dict[str, object]:
    """Return the last notice that went before the letter, or nothing."""
    notices = [earlier for earlier in letter.earlier if earlier.purpose == "notice"]
    return _earlier_values(notices[-1]) if notices else {}


def _earlier_values(earlier: EarlierLetter) -> dict[str, object]:
    return {
        "title": earlier.title,
        "date": earlier.date,
        "reference": earlier.reference,
        "due_date": earlier.due_date or "",
        "answer": earlier.answer,
    }


def _lists(rows: tuple[ListRow, ...], recipient: Mapping[str, object]) -> dict[str, object]:
    lists: dict[str, list[dict[str, object]]] = {row.list_name: [] for row in rows}
    for row in rows:
        if not row.needs or any(recipient.get(column, "") != "" for column in row.needs):
            lists[row.list_name].append({name: _cell(cell, recipient) for name, cell in row.cells})
    return dict(lists)


def _cell(cell: str | ColumnReference, recipient: Mapping[str, object]) -> object:
    match cell:
        case ColumnReference(column):
            return recipient.get(column, "")
        case text:
            return text
