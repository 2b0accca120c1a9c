"""The life of a case: what the events say was asked of a recipient, answered by them and is still open.

``fold`` turns events into cases as of a date. ``corrections`` settles which events stand, ``letters`` puts
letters and hand-overs together, ``holds`` beginnings and ends; ``due_dates`` counts, ``deriving`` concludes;
``transitions`` says which events may follow which, ``repetition`` what is recorded already; ``dossiers`` keep
the cases of some recipients up to date while more is recorded.
"""

from generator.cases.corrections import Fact, read_fact, standing_facts
from generator.cases.deriving import idle_extensions
from generator.cases.dossiers import Dossier, Dossiers
from generator.cases.due_dates import DueStep
from generator.cases.folding import fold, fold_facts, new_case
from generator.cases.letters import running_on
from generator.cases.record import Case, CaseLetter, Hold, Sending
from generator.cases.repetition import Recorded
from generator.cases.transitions import illegal_events

__all__ = [
    "Case",
    "CaseLetter",
    "Dossier",
    "Dossiers",
    "DueStep",
    "Fact",
    "Hold",
    "Recorded",
    "Sending",
    "fold",
    "fold_facts",
    "idle_extensions",
    "illegal_events",
    "new_case",
    "read_fact",
    "running_on",
    "standing_facts",
]
