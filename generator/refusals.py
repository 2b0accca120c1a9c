"""Why a schema refused a value, in the words of the file it stands in; pydantic's own speak of Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pydantic_core import ErrorDetails

_LONGEST = 60
_REASONS: Mapping[str, str] = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "date_from_datetime_inexact": "must be a date without a time, such as 2018-01-24",
    "date_from_datetime_parsing": "must be a date, such as 2018-01-24",
    "date_parsing": "must be a date, such as 2018-01-24",
    "date_type": "must be a date, such as 2018-01-24",
    "dict_type": "must be a table",
    "greater_than_equal": "must be {ge} or more",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_type": "must be a whole number",
    "less_than_equal": "must be {le} or less",
    "list_type": "must be a list",
    "literal_error": "must be {expected}",
    "model_type": "must be a table",
    "string_pattern_mismatch": "has a character or a form that it cannot have",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "is blank",
    "string_type": "must be text",
    "string_unicode": "is not text in Unicode",
    "too_long": "must have at most {max_length} entries",
    "too_short": "must have at least {min_length} entries",
    "tuple_type": "must be a list",
}


def reason_of(error: ErrorDetails) -> str:
    """Return what is wrong with the value, such as ``must be text``."""
    context = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(context.get("error", "cannot stand here"))
    return _REASONS.get(error["type"], "cannot stand here").format(**context)


def said(value: object) -> str:
    """Return what stands there, shortened: text in quotes, ``true``, a number, a day; of a table, nothing."""
    match value:
        case str():
            text = repr(value)
        case bool():
            text = str(value).lower()
        case int() | float() | dt.date() | dt.time():
            text = (
                f"{value:#x}" if isinstance(value, int) and value.bit_length() > _LONGEST * 4 else str(value)
            )
        case _:
            return ""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
