"""The life of a case: what the events say was asked of a recipient, answered by them and is still open.

``fold`` turns events into cases as of a date. ``corrections`` settles which events stand, ``letters`` puts
letters and hand-overs together, ``holds`` beginnings and ends; ``due_dates`` counts, ``deriving`` concludes;
``transitions`` says which events may follow which, ``repetition`` what is recorded already.
"""

from generator.cases.corrections import Fact, standing_facts
from generator.cases.due_dates import DueStep
from generator.cases.folding import fold, fold_facts, new_case
from generator.cases.record import Case, CaseLetter, Hold, Sending
from generator.cases.repetition import Recorded
from generator.cases.transitions import illegal_events

__all__ = [
    "Case",
    "CaseLetter",
    "DueStep",
    "Fact",
    "Hold",
    "Recorded",
    "Sending",
    "fold",
    "fold_facts",
    "illegal_events",
    "new_case",
    "standing_facts",
]
