"""The style cascade: defaults, based-on chains, linked, character and paragraph styles, the theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.making.markup import heading, paragraph, run
from fidelity.making.package import document
from fidelity.making.prose import SENTENCE, prose

CLASSIC = (
    '<w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="Times New Roman"'
    ' w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
)
"""The defaults of documents begun before 2007: Times New Roman 12, lines close together."""


def style(
    identity: str, based: str, paragraph_looks: str = "", looks: str = "", kind: str = "paragraph"
) -> str:
    """Return a style of one's own."""
    block = f"<w:pPr>{paragraph_looks}</w:pPr>" if paragraph_looks else ""
    inline = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{identity}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/>{block}{inline}</w:style>'
    )


def modern_defaults() -> bytes:
    """Return text as a new document has it: Calibri 11, 8 pt after, lines of 1.08."""
    return document(heading("Records"), *map(paragraph, prose(6)), title="Modern defaults")


def classic_defaults() -> bytes:
    """Return text in the defaults of old documents."""
    return document(*map(paragraph, prose(6)), title="Classic defaults", defaults=CLASSIC)


def headings_and_title() -> bytes:
    """Return the built-in styles of a report."""
    blocks = [paragraph("Annual review", style="Title"), paragraph("Office of the clerk", style="Subtitle")]
    for level, written in ((1, "Purpose"), (2, "Scope"), (3, "Terms"), (2, "Records"), (1, "Results")):
        blocks += [heading(written, level), paragraph(prose(1, level)[0])]
    return document(*blocks, paragraph(SENTENCE, style="Quote"), title="Built-in styles")


def based_on_chain() -> bytes:
    """Return styles four deep, each of which changes one thing and keeps the rest."""
    styles = (
        style(
            "Letter",
            "Normal",
            '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>',
            '<w:sz w:val="24"/>',
        )
        + style(
            "Notice", "Letter", '<w:ind w:left="360"/>', '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria"/>'
        )
        + style("Warning", "Notice", '<w:ind w:right="700"/>', '<w:b/><w:color w:val="7F0000"/>')
        + style("Final", "Warning", '<w:jc w:val="both"/>', '<w:b w:val="0"/><w:i/>')
    )
    named = ("Letter", "Notice", "Warning", "Final")
    texts = zip(prose(4), named, strict=True)
    return document(*(paragraph(each, style=name) for each, name in texts), title="Chain", styles=styles)


def linked_and_character_styles() -> bytes:
    """Return paragraphs with words in character styles and in the linked style of a heading."""
    words = (
        run("The clerk marks "),
        run("urgent", '<w:rStyle w:val="Strong"/>'),
        run(" matters and "),
        run("optional", '<w:rStyle w:val="Emphasis"/>'),
        run(" ones, and writes "),
        run("Section two", '<w:rStyle w:val="Heading2Char"/>'),
        run(" in the look of a heading. A look of one's own comes last: "),
        run("small and strong", '<w:rStyle w:val="Strong"/><w:sz w:val="16"/>'),
        run(". " + SENTENCE),
    )
    return document(paragraph(*words), paragraph(*words, style="Quote"), title="Character styles")


def toggle_properties() -> bytes:
    """Return bold and italic that styles turn on and off again by being met twice (17.7.3)."""
    styles = style("BoldText", "Normal", "", "<w:b/><w:i/>") + style(
        "BoldWord", "DefaultParagraphFont", "", "<w:b/><w:caps/>", "character"
    )
    word = '<w:rStyle w:val="BoldWord"/>'
    runs = (
        run("This paragraph is bold and italic, but "),
        run("these words are not bold", word),
        run(" and "),
        run("these are bold again", word + "<w:b/>"),
        run(" while "),
        run("these are plain", '<w:b w:val="0"/><w:i w:val="false"/>'),
        run(". " + SENTENCE),
    )
    plain = (run("In a plain paragraph "), run("the style makes it bold", word), run("."))
    return document(
        paragraph(*runs, style="BoldText"), paragraph(*plain), title="Toggle properties", styles=styles
    )


def theme_fonts_and_colours() -> bytes:
    """Return runs that name fonts and colours of the theme, with tints and shades."""
    colours = ("accent1", "accent2", "accent6", "text2", "dark1", "hyperlink")
    runs = [run(f"{name} ", f'<w:color w:val="FF00FF" w:themeColor="{name}"/>') for name in colours]
    tinted = [
        run(f"{kind} {amount} ", f'<w:color w:val="4472C4" w:themeColor="accent1" w:theme{kind}="{amount}"/>')
        for kind, amount in (("Tint", "99"), ("Tint", "33"), ("Shade", "BF"), ("Shade", "80"))
    ]
    fonts = [
        run("Headings of the theme. ", '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>'),
        run("Its text. ", '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'),
        run("A font named beside it. ", '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'),
    ]
    return document(
        paragraph(*runs), paragraph(*tinted), paragraph(*fonts, *map(run, prose(1))), title="Theme"
    )


def direct_over_style() -> bytes:
    """Return direct formatting that wins over styles, and parts of a property that stay."""
    changed = '<w:spacing w:after="480"/><w:ind w:firstLine="360"/>'
    return document(
        paragraph(prose(1)[0], style="Quote", properties=changed),
        paragraph(prose(1, 1)[0], style="ListParagraph", properties='<w:ind w:left="1440" w:hanging="720"/>'),
        paragraph(
            "A heading pressed into the text", style="Heading2", properties='<w:spacing w:before="480"/>'
        ),
        paragraph(prose(1, 2)[0]),
        title="Direct formatting",
    )


STYLES: Mapping[str, Callable[[], bytes]] = {
    "modern-defaults": modern_defaults,
    "classic-defaults": classic_defaults,
    "headings-and-title": headings_and_title,
    "based-on-chain": based_on_chain,
    "linked-and-character": linked_and_character_styles,
    "toggle-properties": toggle_properties,
    "theme": theme_fonts_and_colours,
    "direct-over-style": direct_over_style,
}
