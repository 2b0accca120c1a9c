"""The resolved document: what a Word document says once every style, theme and number is settled.

Nothing of Word is left in it. Lengths are points, colours are six hex digits, fonts are family names, list
labels are text. Readers make it, writers and comparisons use it; all of it is frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.word.document.formats import Border, Borders, CharacterFormat, ParagraphFormat
from generator.word.document.positions import WHOLE, Anchor, Crop

FieldKind: TypeAlias = Literal["page", "pages", "section_pages", "page_reference"]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of one format; ``target`` is the address or ``#bookmark`` they link to, or empty."""

    text: str
    format: CharacterFormat
    target: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A jump to the next tab stop."""

    format: CharacterFormat
    target: str = ""


@dataclass(frozen=True, slots=True)
class AlignedTab:
    """A jump to an edge or the middle of the line, whatever the tab stops are (``w:ptab``)."""

    format: CharacterFormat
    alignment: Literal["left", "center", "right"]
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A forced end of the line, the column or the page."""

    kind: Literal["line", "column", "page"]
    format: CharacterFormat


@dataclass(frozen=True, slots=True)
class Field:
    """A number that is known only when pages are set; ``numbering`` is a CSS counter style.

    ``stored`` is the number that was last printed, which tells about how wide it will be.
    """

    kind: FieldKind
    format: CharacterFormat
    numbering: str = "decimal"
    bookmark: str = ""
    stored: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that links and page references can point to."""

    name: str


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The mark of a footnote in the text, with the note itself."""

    mark: str
    format: CharacterFormat
    note: FootOrEndnote


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of ``width`` × ``height`` points; without ``description`` it is left out when read aloud.

    That is as it should be only for ``is_decoration``, which its author says.
    """

    content: bytes
    media_type: str
    width: float
    height: float
    description: str
    anchor: Anchor | None = None
    crop: Crop = WHOLE
    rotation: float = 0.0
    is_decoration: bool = False


@dataclass(frozen=True, slots=True)
class TextBox:
    """A shape with paragraphs in it, or none; ``height`` is the least height in points.

    A ``width`` of 0 is that of the longest line. ``outline`` is SVG path data in a square from 0 to 1 for a
    shape that is not a rectangle; rectangles and ovals have their border instead, round by ``corner`` points.
    The text stands at the top, in the middle or at the foot (``vertical``), turned clockwise by ``text_turn``
    degrees. Word cuts off what has no room in a ``fixed`` box.
    """

    blocks: tuple[Block, ...]
    width: float
    height: float
    anchor: Anchor | None
    border: Border | None = None
    background: str | None = None
    padding: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    outline: str = ""
    corner: float = 0.0
    vertical: Literal["top", "center", "bottom"] = "top"
    rotation: float = 0.0
    text_turn: Literal[0, 90, 270] = 0
    fixed: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One thing of a group, ``left`` and ``top`` points from the corner of the group's ground."""

    thing: Picture | TextBox | DrawingGroup
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class DrawingGroup:
    """Pictures, shapes and groups that keep their places to each other, the hindmost first."""

    members: tuple[GroupMember, ...]
    width: float
    height: float
    anchor: Anchor | None
    rotation: float = 0.0


Drawn: TypeAlias = Picture | TextBox | DrawingGroup


@dataclass(frozen=True, slots=True)
class Watermark:
    """Words behind the text of each page, in the middle of it: a header's WordArt.

    They are stretched to ``width`` × ``height`` points and turned clockwise by ``rotation`` degrees.
    """

    text: str
    font: str
    colour: str
    width: float
    height: float
    rotation: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line across the text, ``height`` points thick."""

    height: float
    colour: str


Inline: TypeAlias = (
    Text | Tab | AlignedTab | Break | Field | Bookmark | NoteReference | Drawn | Rule | Watermark
)


@dataclass(frozen=True, slots=True)
class Label:
    """The number or bullet of a list paragraph, as it is printed."""

    text: str
    format: CharacterFormat
    suffix: Literal["tab", "space", "nothing"]
    alignment: Literal["left", "center", "right"]
    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``mark`` is the format of its end, ``heading`` its level 1 to 9 or 0."""

    inlines: tuple[Inline, ...]
    format: ParagraphFormat
    mark: CharacterFormat
    place: str
    label: Label | None = None
    heading: int = 0
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell at its column of the grid; a cell covered by one above does not appear.

    Its text is turned clockwise by ``turn`` degrees.
    """

    blocks: tuple[Block, ...]
    columns: int
    rows: int
    borders: Borders
    background: str | None
    padding: tuple[float, float, float, float]
    vertical: Literal["top", "center", "bottom"] = "top"
    filler: bool = False
    wrap: bool = True
    turn: Literal[0, 90, 270] = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; ``height`` is in points, 0 when the contents decide."""

    cells: tuple[Cell, ...]
    height: float
    exact: bool
    header: bool
    keep: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a grid of ``columns`` (widths in points); ``left`` is its indent from the margin.

    ``share`` is the part of the column of text that the table fills, ``width`` its width in points, both 0
    when its columns decide. An ``automatic`` table takes the widths of its columns from their contents; the
    columns of one that is not ``fixed`` are as wide as their longest words at least. A table with an
    ``anchor`` has a place of its own beside the text, to which ``left`` is added.
    """

    rows: tuple[TableRow, ...]
    columns: tuple[float, ...]
    left: float
    alignment: Literal["left", "center", "right"]
    place: str
    automatic: bool = False
    share: float = 0.0
    width: float = 0.0
    fixed: bool = False
    spacing: float = 0.0
    right_to_left: bool = False
    anchor: Anchor | None = None
    description: str = ""


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class FootOrEndnote:
    """A footnote or endnote: its paragraphs, which begin with its own mark."""

    blocks: tuple[Block, ...]
