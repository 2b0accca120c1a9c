"""Which answer of HTTP an error of the house is, on pages and in the REST API alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.errors import (
    ConflictError,
    LedgerMovedError,
    LetterbookError,
    NotAllowedError,
    StaleDraftError,
    StaleReportError,
    StorageError,
    UndecidedError,
    UsageError,
)


class NotFoundError(LetterbookError):
    """There is nothing here, or nothing that this person may know of."""

    code = "not_found"


class NotLoggedInError(LetterbookError):
    """It is not known who asks."""

    code = "not_logged_in"


class ForbiddenError(LetterbookError):
    """It is known who asks, and they may not."""

    code = "forbidden"


class TooManyError(LetterbookError):
    """It was tried too often; later it may be tried again."""

    code = "too_many"


_STATUSES: Final[Mapping[type[LetterbookError], int]] = {
    NotFoundError: 404,
    NotLoggedInError: 401,
    ForbiddenError: 403,
    TooManyError: 429,
    NotAllowedError: 403,
    StaleDraftError: 409,
    StaleReportError: 409,
    UndecidedError: 409,
    ConflictError: 409,
    LedgerMovedError: 503,
    StorageError: 503,
    UsageError: 422,
}


def status_of(error: LetterbookError) -> int:
    """Return the status of HTTP that says what the error says; faults in what was sent are 422."""
    return next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 422)
