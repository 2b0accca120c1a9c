"""What can go wrong, as values (``Problem``) and as exceptions (``LetterbookError``).

A fault in somebody's input is a ``Problem``: checks *return* problems, all of them. An exception ends a
use case; those a caller can cause all derive from ``LetterbookError`` and say which exit status they mean:
1 problems found, 2 usage or configuration, 3 a person must decide, 4 input/output or temporary, 130 stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Generic, Literal, TypeAlias, TypeVar

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in somebody's input, told by place, field, what is wrong, and what to do.

    ``source`` is a file with, where it has one, a line or a part: ``recipients.csv:14`` or
    ``follow_up.docx: header1.xml, paragraph 2``. ``field`` is a column or a merge field, or empty.
    """

    source: str
    field: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return ``source: field: message`` on one line, without the hint."""
        return ": ".join(part for part in (self.source, self.field, self.message) if part)


Position_co = TypeVar("Position_co", covariant=True)
_Other = TypeVar("_Other")


@dataclass(frozen=True, slots=True)
class Fault(Generic[Position_co]):
    """What is wrong at a position of which only one stage knows what it is: an element, a tag, an event.

    It becomes a ``Problem`` where the position can be put into the words a person finds it by.
    """

    at: Position_co
    message: str
    hint: str = ""
    field: str = ""
    severity: Severity = "error"

    def placed(self, at: _Other) -> Fault[_Other]:
        """Return the same fault at another position."""
        return Fault(at, self.message, self.hint, self.field, self.severity)

    def problem(self, source: str, field: str = "") -> Problem:
        """Return the problem that it is; ``source`` is the position in words."""
        return Problem(source, field or self.field, self.message, self.hint, self.severity)


class LetterbookError(Exception):
    """The root of every error that a caller can cause."""

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ProblemsFoundError(LetterbookError):
    """Faults in the recipient table, the campaign or the templates; nothing was written."""

    code = "problems"

    def __init__(self, problems: tuple[Problem, ...], *, hint: str = "") -> None:
        count = len(problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} found", hint=hint)
        self.problems = problems


class DocumentError(ProblemsFoundError):
    """The bytes given as a Word document are damaged, hostile or something else; nothing in them was used."""

    code = "document"


class TemplateError(ProblemsFoundError):
    """A template cannot be opened, compiled or merged; each problem says where in it."""

    code = "template"


class TypesettingError(ProblemsFoundError):
    """A Word document cannot become a PDF that is complete; each problem says where."""

    code = "typesetting"


class NotAllowedError(ProblemsFoundError):
    """Somebody may not do what they ask for: they prepared the letter, or do not have the role."""

    code = "not_allowed"


class StaleDraftError(ProblemsFoundError):
    """A letter is not any more what somebody read: it was made anew, or sent, in the meantime."""

    code = "stale_draft"
    exit_status = 3


class UndecidedError(ProblemsFoundError):
    """Letters cannot go out before a person has decided on them."""

    code = "undecided"
    exit_status = 3


class StaleReportError(LetterbookError):
    """What somebody saw and approved of is not what there is now; nothing was written."""

    code = "stale"


class UsageError(LetterbookError):
    """The command was called in a way that has no meaning."""

    code = "usage"
    exit_status = 2


class ConfigurationError(ProblemsFoundError):
    """``campaign.toml`` is missing, unreadable or says something that it cannot."""

    code = "configuration"
    exit_status = 2


class StorageError(LetterbookError):
    """A file could not be read or written."""

    code = "storage"
    exit_status = 4


class MissingFileError(StorageError):
    """A file or folder that was named is not there, or is something else."""

    code = "missing"
    exit_status = 2


class InterruptedRunError(LetterbookError):
    """A person stopped the command; 130 is what shells say of a command that an interrupt ended."""

    code = "interrupted"
    exit_status = 130


class LedgerError(LetterbookError):
    """What is there is no ledger, key or checkpoint, or not the one it should be."""

    code = "ledger"


class LedgerMovedError(LetterbookError):
    """Something else was recorded in the meantime; nothing was appended, and what was decided is stale."""

    code = "busy"
    exit_status = 4


class ConflictError(LetterbookError):
    """Two reports of one happening say different things; nothing was recorded, a person must decide."""

    code = "conflict"
    exit_status = 3


def refuse_errors(problems: tuple[Problem, ...]) -> None:
    """Raise with the problems when one of them is more than a warning.

    Raises:
        ProblemsFoundError: one is.
    """
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsFoundError(problems, hint="nothing was written; correct these and run it again")
