"""Text frames: paragraphs that stand beside the text, drop capitals among them (17.3.1.11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from generator.word.document.content import Block, Paragraph, TextBox
from generator.word.document.positions import Anchor
from generator.word.reading.formatting.cascade import Layer, said
from generator.word.reading.measures import twips
from generator.word.reading.story import Story
from generator.word.reading.text.frame_anchors import frame_anchor

_WRAPS: dict[str, Literal["none", "square", "band"]] = {
    "notBeside": "band", "none": "none", "through": "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextFrame:
    """Where a frame stands; ``width`` and ``height`` are in points, 0 where the contents decide."""

    width: float
    height: float
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Framed:
    """A paragraph in a frame, before it is joined with its neighbours and anchored to what follows."""

    paragraph: Paragraph
    frame: TextFrame


def frame_of(settled: Layer, *, in_body: bool) -> TextFrame | None:
    """Return the frame that a paragraph's settled layer asks for, or None.

    Those of headers and footers with a place on the page keep nothing free: the text is far from them.
    """
    if not settled.get("framePr"):
        return None

    wrap = _WRAPS.get(said(settled, "framePr", "wrap") or "", "square")
    width, height = (max(twips(said(settled, "framePr", name)), 0.0) for name in ("w", "h"))
    anchor = frame_anchor(settled, wrap)
    if not in_body and anchor.vertical != "paragraph":
        anchor = replace(anchor, wrap="none")
    return TextFrame(width, height, anchor)


def anchored_frames(blocks: Iterable[Block | Framed], story: Story) -> Iterator[Block]:
    """Yield the blocks, frames as text boxes of the paragraph that follows them.

    A frame that no paragraph follows stays in the flow of the text, which is told.
    """
    waiting: list[Framed] = []
    for block in blocks:
        if isinstance(block, Framed):
            waiting.append(block)
        elif isinstance(block, Paragraph):
            yield replace(block, inlines=(*_boxes(waiting), *block.inlines)) if waiting else block
            waiting = []
        else:
            yield from _in_flow(waiting, story)
            yield block
            waiting = []
    yield from _in_flow(waiting, story)


def _boxes(frames: list[Framed]) -> Iterator[TextBox]:
    """Yield a box for each frame; paragraphs that follow each other in one frame share it."""
    for frame, members in groupby(frames, key=lambda member: member.frame):
        blocks = tuple(member.paragraph for member in members)
        yield TextBox(blocks, frame.width, frame.height, frame.anchor)


def _in_flow(frames: list[Framed], story: Story) -> Iterator[Block]:
    for member in frames:
        story.findings.approximate(
            member.paragraph.place,
            "stands in a text frame that no paragraph follows, which is shown in the flow of the text",
            "write a paragraph after it",
        )
        yield member.paragraph
