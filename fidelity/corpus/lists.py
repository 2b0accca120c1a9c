"""Numbering: levels, formats, patterns, restarts, overrides, bullets, numbered headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.making.markup import heading, listed, paragraph
from fidelity.making.package import document
from fidelity.making.prose import SENTENCE, prose

FORMATS = (
    "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "decimalZero",
    "cardinalText", "ordinalText", "none",
)  # fmt: skip


def level(depth: int, pattern: str, numbers: str = "decimal", *, looks: str = "", place: str = "") -> str:
    """Return one level: ``pattern`` is the label, ``looks`` its characters, ``place`` its indent."""
    indent = place or f'<w:ind w:left="{720 * (depth + 1)}" w:hanging="360"/>'
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{numbers}"/>'
        f'<w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr>'
        f"{f'<w:rPr>{looks}</w:rPr>' if looks else ''}</w:lvl>"
    )


def saying(written: str, element: str) -> str:
    """Return a level with an element before its pattern: what follows its label, or its style."""
    return written.replace("<w:lvlText", element + "<w:lvlText")


def abstract(number: int, *levels: str, kind: str = "multilevel") -> str:
    """Return the definition of a list."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{"".join(levels)}'
        "</w:abstractNum>"
    )


def used(number: int, abstract_number: int, overrides: str = "") -> str:
    """Return a list that is used in the text."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def bullet(depth: int, code: str, font: str) -> str:
    """Return a level with a bullet of a symbol font."""
    return level(
        depth, code, "bullet", looks=f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/>'
    )


NUMBERED = abstract(0, level(0, "%1."), level(1, "%2.", "lowerLetter"), level(2, "%3.", "lowerRoman"))
BULLETED = abstract(
    1, bullet(0, "\uf0b7", "Symbol"), bullet(1, "o", "Courier New"), bullet(2, "\uf0a7", "Wingdings")
)
BOTH = NUMBERED + BULLETED + used(1, 0) + used(2, 1)
"""The two lists of Word's buttons: number 1 is numbered, number 2 has bullets."""


def numbered() -> bytes:
    """Return Word's own numbered list with text that takes several lines."""
    return document(
        paragraph("Please send:"),
        *map(listed, prose(4)),
        paragraph(SENTENCE),
        title="Numbered",
        numbering=BOTH,
    )


def bullets() -> bytes:
    """Return bullets of three levels, each from another font."""
    depths = (0, 0, 1, 1, 2, 0)
    texts = zip(prose(6), depths, strict=True)
    return document(*(listed(each, 2, depth) for each, depth in texts), title="Bullets", numbering=BOTH)


def multilevel() -> bytes:
    """Return a numbered list of three levels whose inner ones begin anew."""
    depths = (0, 1, 1, 2, 2, 0, 1, 2, 0)
    return document(
        *(listed(f"Level {depth + 1}. {SENTENCE}", 1, depth) for depth in depths),
        title="Multilevel",
        numbering=BOTH,
    )


def legal_numbers() -> bytes:
    """Return 1, 1.1 and 1.1.1 as contracts have them."""
    places = ("360", "792", "1224")
    levels = (
        level(depth, pattern, place=f'<w:ind w:left="{left}" w:hanging="{360 + 72 * depth}"/>')
        for depth, (pattern, left) in enumerate(zip(("%1.", "%1.%2.", "%1.%2.%3."), places, strict=True))
    )
    depths = (0, 1, 1, 2, 2, 1, 0, 1)
    texts = zip(prose(8), depths, strict=True)
    return document(
        *(listed(each, 1, depth) for each, depth in texts),
        title="Legal numbers",
        numbering=abstract(0, *levels) + used(1, 0),
    )


def formats() -> bytes:
    """Return every common way to write a number, three of each."""
    numbering = "".join(abstract(n, level(0, "%1)", each)) for n, each in enumerate(FORMATS))
    numbering += "".join(used(n + 1, n) for n in range(len(FORMATS)))
    return document(
        *(
            listed(f"{each}, {nth}", n + 1)
            for n, each in enumerate(FORMATS)
            for nth in ("first", "second", "third")
        ),
        title="Formats",
        numbering=numbering,
    )


def restarts() -> bytes:
    """Return lists that go on after other text, begin anew, and begin at seven."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    seven = again.replace('"1"/>', '"7"/>')
    numbering = NUMBERED + used(1, 0) + used(2, 0, again) + used(3, 0, seven)
    blocks = [listed("First"), listed("Second"), paragraph(SENTENCE), listed("Third, going on")]
    blocks += [paragraph(SENTENCE), listed("First again", 2), listed("Second again", 2)]
    blocks += [paragraph(SENTENCE), listed("Seventh", 3), listed("Eighth", 3), listed("Inner", 3, 1)]
    return document(*blocks, title="Restarts", numbering=numbering)


def labels() -> bytes:
    """Return labels followed by a space or nothing, long labels, and labels in their own look."""
    bold = '<w:b/><w:color w:val="C00000"/>'
    numbering = (
        abstract(0, saying(level(0, "Article %1:"), '<w:suff w:val="space"/>'))
        + abstract(1, saying(level(0, "(%1)", "lowerLetter"), '<w:suff w:val="nothing"/>'))
        + abstract(2, level(0, "Exhibit %1.", "upperLetter", looks=bold))
        + abstract(3, level(0, "§ %1", place='<w:ind w:left="1440" w:hanging="1440"/>'))
        + "".join(used(n + 1, n) for n in range(4))
    )
    return document(
        *(listed(each, number) for number in range(1, 5) for each in prose(2, number)),
        title="Labels",
        numbering=numbering,
    )


def numbered_headings() -> bytes:
    """Return headings whose number comes from their style."""
    place = '<w:ind w:left="432" w:hanging="432"/>'
    levels = (
        saying(level(depth, pattern, place=place), f'<w:pStyle w:val="Heading{depth + 1}"/>')
        for depth, pattern in enumerate(("%1", "%1.%2"))
    )
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    blocks = []
    for depth, words in ((1, "Purpose"), (2, "Scope"), (2, "Terms"), (1, "Procedure"), (2, "Review")):
        numbers = numbered.format(depth - 1)
        blocks += [
            paragraph(words, style=f"Heading{depth}", properties=numbers),
            paragraph(prose(1, depth)[0]),
        ]
    return document(
        heading("Contents without a number", 3), *blocks, title="Headings",
        numbering=abstract(0, *levels) + used(1, 0),
    )  # fmt: skip


def paragraphs_between() -> bytes:
    """Return paragraphs in a list that have no label of their own."""
    inner = '<w:ind w:left="720"/>'
    return document(
        listed(prose(1)[0]),
        paragraph(prose(1, 1)[0], style="ListParagraph", properties=inner),
        listed(prose(1, 2)[0]),
        listed("A point", 2, 1),
        listed("Another", 2, 1),
        listed(prose(1, 3)[0]),
        title="Paragraphs between",
        numbering=BOTH,
    )


LISTS: Mapping[str, Callable[[], bytes]] = {
    "numbered": numbered,
    "bullets": bullets,
    "multilevel": multilevel,
    "legal-numbers": legal_numbers,
    "formats": formats,
    "restarts": restarts,
    "labels": labels,
    "numbered-headings": numbered_headings,
    "paragraphs-between": paragraphs_between,
}
