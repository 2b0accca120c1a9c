"""Keeping operators inside tags from being taken for the end of the tag by docxtpl's preparation.

docxtpl looks for the end of ``{%p if n % 2 %}`` at the first ``%`` or ``}``. Inside a tag both are put aside
as private characters before preparation, and put back after it.
"""

from __future__ import annotations

from lxml import etree

from generator.word.syntax.tags import W, tag_spans

_ASIDE = {"%": "\ue0f0", "}": "\ue0f1"}
LINE_FEED = "\ue0f2"
"""What stands for a line feed of the template itself, since each tag is to start a line of its own."""

_BACK = str.maketrans({aside: operator for operator, aside in _ASIDE.items()})


def put_aside(root: etree._Element) -> None:
    """Put the operators inside the tags of each paragraph aside."""
    for paragraph in root.iter(f"{W}p"):
        texts = [text for text in paragraph.iter(f"{W}t") if next(text.iterancestors(f"{W}p")) is paragraph]
        joined = "".join(text.text or "" for text in texts)
        changed = _changed(joined)
        if changed == joined:
            continue
        start = 0
        for text in texts:
            length = len(text.text or "")
            text.text = changed[start : start + length]
            start += length


def put_back(code: str) -> str:
    """Return a tag with its operators as they were written."""
    return code.translate(_BACK)


def _changed(text: str) -> str:
    characters = list(text)
    for start, end in tag_spans(text):
        for position in range(start + 2, end - 2):
            characters[position] = _ASIDE.get(characters[position], characters[position])
    return "".join(characters)
