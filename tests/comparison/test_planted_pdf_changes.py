"""Each change planted in a PDF is found at its level and told in words that readers understand."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from generator.comparison.telling import summary
from tests.comparison.specimens import HTML, LOGO, compare, html_with, outcome_of, pdf, png


def swap(old: str, new: str) -> Callable[[], bytes]:
    return lambda: pdf(html_with((old, new)))


def edit(change: Callable[[pikepdf.Pdf], None]) -> Callable[[], bytes]:
    def edited() -> bytes:
        stream = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf())) as document:
            change(document)
            document.save(stream)
        return stream.getvalue()

    return edited


def _retag(document: pikepdf.Pdf) -> None:
    heading = next(o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/H1")
    heading["/S"] = pikepdf.Name.P


def _entitle(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = "Reminder"


def _attach(document: pikepdf.Pdf) -> None:
    document.attachments["note.txt"] = pikepdf.AttachedFileSpec(document, b"note")


LOGO_TEXT = base64.b64encode(LOGO).decode()
PLANTED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "one word": (swap("You must", "You shall"), "words", "“must” became “shall”"),
    "one comma": (swap("document, say so, and", "document, say so and"), "words", "punctuation “,” removed"),
    "a date": (swap("March 8,", "March 9,"), "words", "date “March 8, 2018” became “March 9, 2018”"),
    "an amount": (swap("$38,926", "$38,962"), "words", "amount “$38,926” became “$38,962”"),
    "the footer": (swap("BERKELEY-02", "BERKELEY-03"), "words", "“DR-2018-CA-BERKELEY-02” became"),
    "a paragraph moved": (
        lambda: pdf(
            html_with(
                ("<p>City of Berkeley</p>", ""),
                ("<p>Sincerely,</p>", "<p>City of Berkeley</p><p>Sincerely,</p>"),
            )
        ),
        "words",
        "“City of Berkeley” moved from another place on page 1",
    ),
    "a line pushed over the page": (
        swap("<p>Sincerely,</p>", '<p style="break-before:page">Sincerely, yours</p>'),
        "words",
        "number of pages changed from 1 to 2",
    ),
    "a table row": (
        swap("</table>", "<tr><td>2018</td><td>$1</td></tr></table>"),
        "words",
        "“2018 $1” added",
    ),
    "the font": (
        swap("font:11pt/14pt serif", "font:11pt/14pt sans-serif"),
        "picture",
        "page 1 looks different",
    ),
    "the type size": (
        swap("font:11pt/14pt serif", "font:12pt/14pt serif"),
        "picture",
        "page 1 looks different",
    ),
    "a margin": (swap("margin:72pt", "margin:76pt"), "picture", "page 1 looks different"),
    "bold": (swap('class="strong"', 'style="font-weight:bold"'), "picture", "1 part changed"),
    "the logo's colour": (
        swap(LOGO_TEXT, base64.b64encode(png(120, 20, 20)).decode()),
        "picture",
        "1 part changed",
    ),
    "the logo's place": (swap("img{", "img{margin-left:30pt;"), "picture", "1 line moved right by 30 pt"),
    "a space after": (swap("h1{", "h1{padding-bottom:9pt;"), "picture", "moved down by 9 pt"),
    "the text's colour": (swap("h1{", "h1{color:#404080;"), "picture", "page 1 looks different"),
    "alt text": (
        swap('alt="Seal of the office"', 'alt="Logo"'),
        "structure",
        "from Seal of the office to Logo",
    ),
    "a tag's role": (edit(_retag), "structure", "heading of level 1 (H1) to paragraph (P)"),
    "tags gone": (
        lambda: pdf(HTML, tagged=False),
        "structure",
        "tagged for screen readers changed from yes to no",
    ),
    "the title": (edit(_entitle), "structure", "title changed from Follow-up to Reminder"),
    "the language": (swap('lang="en"', 'lang="es"'), "structure", "language changed from en to es"),
    "a link": (swap('href="mailto:records', 'href="mailto:other'), "structure", "links of the page changed"),
    "an attachment": (edit(_attach), "structure", "attachments changed from none to note.txt"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_change_is_found_at_its_level_and_told_plainly(name: str, tmp_path: Path) -> None:
    change, level, told = PLANTED[name]
    found = compare(tmp_path, {"pdf": pdf()}, {"pdf": change()})
    assert found.verdict == "different"
    assert found.changes[0].level == level
    assert told in summary(outcome_of(found))
