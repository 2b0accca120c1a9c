"""Character formatting: size, letters, lines through and under, place, colour, spacing, symbols."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.making.markup import content_run, paragraph, run
from fidelity.making.package import document
from fidelity.making.prose import SENTENCE, prose

UNDERLINES = (
    "single", "words", "double", "thick", "dotted", "dash", "dotDash", "wave", "dottedHeavy", "dashLong",
)  # fmt: skip
TYPEFACES = ("Times New Roman", "Arial", "Courier New", "Calibri", "Cambria", "Georgia", "Verdana")


def capitals() -> bytes:
    """Return capitals and small capitals, in a line with ordinary text."""
    return document(
        paragraph(run("The "), run("Records Office", "<w:smallCaps/>"), run(" answers. " + SENTENCE)),
        paragraph(run("The "), run("Records Office", "<w:caps/>"), run(" answers. " + SENTENCE)),
        paragraph(run(SENTENCE, "<w:b/><w:smallCaps/>")),
        title="Capitals",
    )


def lines_through_and_under() -> bytes:
    """Return strike, double strike and the kinds of underline."""
    under = [
        paragraph(run(f"Underlined: {kind}. {SENTENCE}", f'<w:u w:val="{kind}"/>')) for kind in UNDERLINES
    ]
    return document(
        paragraph(run("One line. ", "<w:strike/>"), run("Two lines.", "<w:dstrike/>"), run(" None.")),
        *under,
        paragraph(
            run("Red line, blue text.", '<w:color w:val="1F3763"/><w:u w:val="single" w:color="C00000"/>')
        ),
        title="Lines",
    )


def raised_and_lowered() -> bytes:
    """Return superscripts, subscripts and text moved by half points."""
    runs = (
        run("On the 2"),
        run("nd", '<w:vertAlign w:val="superscript"/>'),
        run(" of May the meter showed 35 m"),
        run("3", '<w:vertAlign w:val="superscript"/>'),
        run(" of CO"),
        run("2", '<w:vertAlign w:val="subscript"/>'),
        run(" and a word "),
        run("above", '<w:position w:val="8"/>'),
        run(" and one "),
        run("below", '<w:position w:val="-6"/>'),
        run(" the line. " + SENTENCE),
    )
    return document(paragraph(*runs), *map(paragraph, prose(2)), title="Raised and lowered")


def highlight_and_shading() -> bytes:
    """Return marked text, shaded text and text in a box."""
    box = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    runs = (
        run("Marked yellow", '<w:highlight w:val="yellow"/>'),
        run(", shaded grey", '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'),
        run(
            ", white on black",
            '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        ),
        run(", and "),
        run("in a box", box),
        run(". " + SENTENCE),
    )
    return document(paragraph(*runs), title="Highlight and shading")


def spacing_and_scale() -> bytes:
    """Return characters set wider, closer and scaled."""
    return document(
        *(
            paragraph(run(SENTENCE, properties))
            for properties in (
                '<w:spacing w:val="24"/>',
                '<w:spacing w:val="-10"/>',
                '<w:caps/><w:spacing w:val="60"/>',
                '<w:w w:val="80"/>',
                '<w:w w:val="150"/>',
                '<w:kern w:val="20"/><w:sz w:val="40"/>',
            )
        ),
        title="Spacing and scale",
    )


def sizes_in_a_line() -> bytes:
    """Return lines whose height comes from the largest of several sizes."""
    runs = [
        run(f"{size / 2:g} points ", f'<w:sz w:val="{size}"/>') for size in (12, 17, 22, 28, 36, 48, 22, 16)
    ]
    return document(paragraph(*runs), paragraph(prose(1)[0]), paragraph(*runs, run(SENTENCE)), title="Sizes")


def typefaces() -> bytes:
    """Return a paragraph in each common typeface, and one that mixes them."""
    fonts = [f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>' for name in TYPEFACES]
    mixed = [run(f"{name}. ", font) for name, font in zip(TYPEFACES, fonts, strict=True)]
    named = zip(TYPEFACES, fonts, strict=True)
    return document(
        *(paragraph(run(f"{name}. {prose(1)[0]}", font)) for name, font in named),
        paragraph(*mixed),
        title="Typefaces",
    )


def bold_and_italic_faces() -> bytes:
    """Return the four faces of the three typefaces that letters are written in."""
    looks = ("", "<w:b/>", "<w:i/>", "<w:b/><w:i/>")
    return document(
        *(
            paragraph(run(prose(1, 2)[0], f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>{look}'))
            for name in ("Times New Roman", "Arial", "Cambria")
            for look in looks
        ),
        title="Faces",
    )


def hidden_text() -> bytes:
    """Return text that is not to be shown, in a line and as a whole paragraph."""
    hidden = paragraph(run("Not shown.", "<w:vanish/>"), properties="<w:rPr><w:vanish/></w:rPr>")
    return document(
        paragraph(run("Shown, "), run("not shown, ", "<w:vanish/>"), run("shown again. " + SENTENCE)),
        hidden,
        paragraph(prose(1)[0]),
        title="Hidden text",
    )


def symbols() -> bytes:
    """Return characters of symbol fonts, written as symbols and as text."""
    named = (
        ("Wingdings", "F0FC"),
        ("Wingdings", "F0A8"),
        ("Wingdings", "F0FE"),
        ("Symbol", "F061"),
        ("Symbol", "F0B3"),
    )
    parts = [content_run(f'<w:sym w:font="{font}" w:char="{code}"/>') + run(" word ") for font, code in named]
    typed = run("☐ no  ☒ yes  → next  ✓ done  • point  § 4  ¶ 2  © ® ™ € £ ½ ± × ≤ ≥ … – — “quoted”")
    return document(paragraph(*parts), paragraph(typed), paragraph(SENTENCE), title="Symbols")


def special_hyphens_and_spaces() -> bytes:
    """Return soft hyphens, hyphens that do not break, and spaces that do not break, at the ends of lines."""
    soft = content_run("<w:t>adminis</w:t><w:softHyphen/><w:t>tra</w:t><w:softHyphen/><w:t>tion </w:t>")
    firm = content_run('<w:t>twenty</w:t><w:noBreakHyphen/><w:t xml:space="preserve">four </w:t>')
    close = run("Section\u00a04\u00a0of\u00a0the\u00a0code ")
    return document(
        paragraph(*(soft,) * 24),
        paragraph(*(firm,) * 24),
        paragraph(*(close,) * 12),
        paragraph(*(soft, run("and "), firm, close) * 8, properties='<w:jc w:val="both"/>'),
        title="Hyphens and spaces",
    )


def other_languages() -> bytes:
    """Return text with accents and in Greek and Cyrillic letters."""
    texts = (
        (
            "fr-FR",
            "L’administration répond à chaque demande dans un délai d’un mois à compter de sa réception.",
        ),
        ("de-DE", "Die Behörde beantwortet jede Anfrage schriftlich; größere Verzögerungen begründet sie."),
        ("es-ES", "La oficina contestará a cada petición en el plazo de treinta días señalado por la ley."),
        ("pl-PL", "Urząd odpowiada na każde żądanie w ciągu trzydziestu dni od jego otrzymania."),
        ("el-GR", "Το γραφείο απαντά σε κάθε αίτημα μέσα σε τριάντα ημέρες."),  # noqa: RUF001 - Greek letters are meant
        ("ru-RU", "Управление отвечает на каждый запрос в течение тридцати дней."),
        ("vi-VN", "Văn phòng trả lời mọi yêu cầu trong vòng ba mươi ngày."),
    )
    return document(
        *(paragraph(run(f"{each} {each}", f'<w:lang w:val="{code}"/>')) for code, each in texts),
        title="Languages",
    )


CHARACTERS: Mapping[str, Callable[[], bytes]] = {
    "capitals": capitals,
    "lines-through-and-under": lines_through_and_under,
    "raised-and-lowered": raised_and_lowered,
    "highlight-and-shading": highlight_and_shading,
    "spacing-and-scale": spacing_and_scale,
    "sizes-in-a-line": sizes_in_a_line,
    "typefaces": typefaces,
    "bold-and-italic": bold_and_italic_faces,
    "hidden-text": hidden_text,
    "symbols": symbols,
    "hyphens-and-spaces": special_hyphens_and_spaces,
    "languages": other_languages,
}
