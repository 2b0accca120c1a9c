"""Changes planted in both files of a letter: name, level, what is told, and how each is made."""

from __future__ import annotations

from generator.comparison.records import Level
from tests.comparison.planted import in_docx, in_pdf
from tests.comparison.planted.in_docx import Change, PlantedIn
from tests.comparison.planted.in_pdf import Making

Both = tuple[Change, Making]


def _same(level: Level, told: str, old: str, new: str) -> PlantedIn[Both]:
    """Replace the same words in both files."""
    return PlantedIn(level, told, (in_docx.swap(old, new), in_pdf.swap((old, new))))


def _joined(level: Level, told: str, docx: str, pdf: str) -> PlantedIn[Both]:
    """Make a change of either list in its file."""
    return PlantedIn(level, told, (in_docx.PLANTED[docx].change, in_pdf.PLANTED[pdf].change))


PLANTED = {
    "one word, in both": _same("words", "page 1, paragraph 5", "You must", "You shall"),
    "a date, in both": _same(
        "words", "date “March 8, 2018” became “March 9, 2018”", "March 8, 2018", "March 9, 2018"
    ),
    "an amount, in both": _same("words", "“$38,926” became “$38,962”", "$38,926", "$38,962"),
    "a salutation, in both": _same("words", "“Mayor” became “Chair”", "Dear Mayor:", "Dear Chair:"),
    "a word in one, another in the other": _joined(
        "words", "“$38,926” became “$38,962”", "one word", "an amount"
    ),
    "a word in the .docx, a box in the PDF": _joined(
        "words", "page 2 looks different", "one word", "a black box on page 2"
    ),
    "a word in the .docx, a script in the PDF": _joined(
        "words", "action or script changed", "one word", "an action when it opens"
    ),
    "a margin in the .docx, a word in the PDF": _joined(
        "words", "left margin changed", "the left margin", "one word"
    ),
    "bold, in both": _joined("picture", "bold type changed", "bold off", "bold"),
    "the logo's colour, in both": _joined(
        "picture", "picture changed", "the logo's colour", "the logo's colour"
    ),
    "alt text, in both": _joined("formatting", "from Seal of the office to Logo", "alt text", "alt text"),
    "the title, in both": _joined(
        "structure", "title changed from Follow-up to Reminder", "the title", "the title"
    ),
    "protection and a script": _joined("other", "protection changed", "protection", "a script's words"),
}
