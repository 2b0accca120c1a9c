"""Section properties: the paper, the margins, the headers and how pages are numbered."""

from __future__ import annotations

LETTER = (12240, 15840)
A4 = (11906, 16838)


def section(
    *references: str,
    paper: tuple[int, int] = LETTER,
    margins: tuple[int, int, int, int] = (1440, 1440, 1440, 1440),
    start: str = "",
    extra: str = "",
) -> str:
    """Return section properties; margins are top, right, bottom, left, all in twips.

    ``references`` name headers and footers by ``kind:relationship``, as in ``header/first:rId20``; ``start``
    is how the section begins, ``extra`` what follows the margins in the schema.
    """
    links = "".join(_reference(each) for each in references)
    width, height = paper
    turned = ' w:orient="landscape"' if width > height else ""
    top, right, bottom, left = margins
    begins = f'<w:type w:val="{start}"/>' if start else ""
    return (
        f'<w:sectPr>{links}{begins}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="720"'
        f' w:footer="720" w:gutter="0"/>{extra}</w:sectPr>'
    )


def ending(properties: str, words: str = "") -> str:
    """Return the last paragraph of a section that is not the last."""
    inner = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _reference(each: str) -> str:
    place, _, relationship = each.partition(":")
    part, _, kind = place.partition("/")
    return f'<w:{part}Reference w:type="{kind or "default"}" r:id="{relationship}"/>'
