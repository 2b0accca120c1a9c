"""Changes planted in a PDF: name, level, what is told, and how it is made."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.comparison.records import Level
from tests.comparison.planted.in_docx import PlantedIn
from tests.comparison.specimens import LOGO, html_with, pdf, png

Edit = Callable[[pikepdf.Pdf], None]
_LOGO_TEXT = base64.b64encode(LOGO).decode()
_LIVELY = (
    (
        "<p>Sincerely,</p>",
        '<p>Sincerely,</p><h2>Annex</h2><p style="break-before:page">Second page of it.</p>',
    ),
)


def html_of(*swaps: tuple[str, str]) -> str:
    """Return the specimen on two pages with an outline, texts replaced."""
    return html_with(*_LIVELY, *swaps)


def edited(content: bytes, change: Edit) -> bytes:
    """Return a PDF after a change of its objects."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        document.save(stream, deterministic_id=True)
    return stream.getvalue()


def _enrich(document: pikepdf.Pdf) -> None:
    document.attachments["list.txt"] = pikepdf.AttachedFileSpec(document, b"one", mime_type="text/plain")
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V="Ann", Rect=[300, 20, 400, 40], F=2
        )
    )
    document.Root.AcroForm = Dictionary(Fields=Array([field]))
    note = document.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents="See this", Rect=[500, 20, 510, 30], F=2)
    )
    page = document.pages[0].obj
    page.Annots = Array([*page.get("/Annots", ()), field, note])
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.beep(0);")
    document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    with document.open_metadata() as metadata:
        metadata["dc:title"] = "Follow-up"


@dataclass(frozen=True)
class Making:
    """How a PDF is made: texts of its HTML replaced, then its objects changed."""

    swaps: tuple[tuple[str, str], ...] = ()
    change: Edit = lambda _: None

    def __call__(self, *more: tuple[str, str]) -> bytes:
        """Return the PDF, with ``more`` texts replaced."""
        return edited(_enriched((*self.swaps, *more)), self.change)


@cache
def _enriched(swaps: tuple[tuple[str, str], ...]) -> bytes:
    return edited(pdf(html_of(*swaps)), _enrich)


def swap(*swaps: tuple[str, str]) -> Making:
    """Set the letter with texts replaced."""
    return Making(swaps)


def edit(change: Edit) -> Making:
    """Change the objects of the letter."""
    return Making((), change)


def painted(operators: bytes, page: int = 0) -> Making:
    """Paint something over a page."""

    def change(document: pikepdf.Pdf) -> None:
        document.pages[page].contents_add(pikepdf.Stream(document, b"\nq " + operators + b" Q"))

    return edit(change)


def content(old: bytes, new: bytes, page: int = 0) -> Making:
    """Replace a text in the content of a page, once."""

    def change(document: pikepdf.Pdf) -> None:
        sheet = document.pages[page]
        sheet.contents_coalesce()
        whole = sheet.Contents.read_bytes()
        assert old in whole, old
        sheet.Contents = pikepdf.Stream(document, whole.replace(old, new, 1))

    return edit(change)


def tag(role: str, change: Callable[[pikepdf.Object], None]) -> Making:
    """Change the first tag of a role."""

    def made(document: pikepdf.Pdf) -> None:
        change(
            next(
                o
                for o in document.objects
                if isinstance(o, Dictionary) and o.get("/S") == f"/{role}" and "/K" in o
            )
        )

    return edit(made)


def setting(thing: Callable[[pikepdf.Pdf], pikepdf.Object], key: str, value: object) -> Making:
    """Set an entry of an object."""
    return edit(lambda document: thing(document).__setitem__(key, value))


def _root(document: pikepdf.Pdf) -> pikepdf.Object:
    return document.Root


def _page(document: pikepdf.Pdf) -> pikepdf.Object:
    return document.pages[0].obj


def _annotation(subtype: str) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    return lambda document: next(a for a in document.pages[0].obj.Annots if a.Subtype == f"/{subtype}")


def _font(document: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(dict(document.pages[0].resources.Font).values()))


def _reattach(document: pikepdf.Pdf) -> None:
    del document.attachments["list.txt"]
    document.attachments["list.txt"] = pikepdf.AttachedFileSpec(document, b"two", mime_type="text/plain")


def _retitle(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = "Reminder"


def _unfont(document: pikepdf.Pdf) -> None:
    program = _font(document).DescendantFonts[0].FontDescriptor.FontFile2
    whole = bytearray(program.read_bytes())
    at = whole.index(b"name")
    start = int.from_bytes(whole[at + 8 : at + 12], "big")
    whole[start + 6 : start + 10] = b"\1\2\3\4"
    program.write(bytes(whole))


def _planted(level: Level, told: str, change: Making) -> PlantedIn[Making]:
    return PlantedIn(level, told, change)


WORDS = {
    "one word": _planted("words", "“must” became “shall”", swap(("You must", "You shall"))),
    "one comma": _planted(
        "words", "punctuation “,” removed", swap(("document, say so, and", "document, say so and"))
    ),
    "a date": _planted(
        "words", "date “March 8, 2018” became “March 9, 2018”", swap(("March 8,", "March 9,"))
    ),
    "an amount": _planted("words", "amount “$38,926” became “$38,962”", swap(("$38,926", "$38,962"))),
    "the footer": _planted("words", "“DR-2018-CA-BERKELEY-02” became", swap(("BERKELEY-02", "BERKELEY-03"))),
    "a hyphen": _planted("words", "BERKELEY02”", swap(("BERKELEY-02", "BERKELEY02"))),
    "a paragraph moved": _planted(
        "words",
        "“City of Berkeley” moved from another place on page 1",
        swap(
            ("<p>City of Berkeley</p>", ""),
            ("<p>Sincerely,</p><h2>", "<p>City of Berkeley</p><p>Sincerely,</p><h2>"),
        ),
    ),
    "a line pushed over the page": _planted(
        "words",
        "number of pages changed from 2 to 3",
        swap(("<p>Sincerely,</p><h2>", '<p style="break-before:page">Sincerely, yours</p><h2>')),
    ),
    "a table row": _planted(
        "words", "“2018 $1” added", swap(("</table>", "<tr><td>2018</td><td>$1</td></tr></table>"))
    ),
    "a page removed": _planted("words", "page removed", edit(lambda document: document.pages.__delitem__(1))),
    "a blank page": _planted(
        "words", "number of pages changed from 2 to 3", edit(lambda document: document.add_blank_page())
    ),
    "a page twice": _planted(
        "words",
        "number of pages changed from 2 to 3",
        edit(lambda document: document.pages.append(document.pages[0])),
    ),
    "an exponent": _planted("words", "10225²", swap(("34 U.S.C. 10225", "34 U.S.C. 10225²"))),
    "hidden words": _planted(
        "words",
        "“secret” added",
        swap(("<p>Sincerely,</p><h2>", '<p>Sincerely, <span style="color:white">secret</span></p><h2>')),
    ),
    "words too small to see": _planted(
        "words",
        "“tiny” added",
        swap(("<p>Sincerely,</p><h2>", '<p>Sincerely, <span style="font-size:1pt">tiny</span></p><h2>')),
    ),
}

PICTURE = {
    "the font": _planted(
        "picture", "page 1 looks different", swap(("font:11pt/14pt serif", "font:11pt/14pt sans-serif"))
    ),
    "the type size": _planted(
        "picture", "page 1 looks different", swap(("font:11pt/14pt serif", "font:11.5pt/14pt serif"))
    ),
    "a margin": _planted("picture", "page 1 looks different", swap(("margin:72pt", "margin:74pt"))),
    "bold": _planted("picture", "1 part changed", swap(('class="strong"', 'style="font-weight:bold"'))),
    "italic": _planted(
        "picture", "page 1 looks different", swap(('class="strong"', 'style="font-style:italic"'))
    ),
    "underlining": _planted(
        "picture", "page 1 looks different", swap(('class="strong"', 'style="text-decoration:underline"'))
    ),
    "the logo's colour": _planted(
        "picture", "1 part changed", swap((_LOGO_TEXT, base64.b64encode(png(120, 20, 20)).decode()))
    ),
    "the logo's place": _planted(
        "picture", "1 line moved right by 30 pt", swap(("img{", "img{margin-left:30pt;"))
    ),
    "a space after": _planted("picture", "moved down by 9 pt", swap(("h1{", "h1{padding-bottom:9pt;"))),
    "the text's colour": _planted("picture", "page 1 looks different", swap(("h1{", "h1{color:#404080;"))),
    "a background": _planted("picture", "page 1 looks different", swap(("h1{", "h1{background:#ccc;"))),
    "a border": _planted(
        "picture", "page 1 looks different", swap(("h1{", "h1{border-bottom:1pt solid black;"))
    ),
    "a black box on page 1": _planted(
        "picture", "page 1 looks different", painted(b"0 g 300 100 80 40 re f")
    ),
    "a black box on page 2": _planted(
        "picture", "page 2 looks different", painted(b"0 g 300 300 80 40 re f", 1)
    ),
    "a hairline": _planted("picture", "page 1 looks different", painted(b"0.5 w 72 200 m 300 200 l S")),
    "a stamp": _planted("picture", "page 1 looks different", painted(b"1 0 0 RG 2 w 400 600 60 60 re S")),
    "a white box over words": _planted(
        "picture", "page 1 looks different", painted(b"1 g 72 160 200 60 re f")
    ),
    "a page turned": _planted("words", "page 1 looks different", setting(_page, "/Rotate", 90)),
    "a page cut": _planted(
        "words", "page 1 looks different", setting(_page, "/CropBox", Array([50, 50, 500, 700]))
    ),
}

STRUCTURE = {
    "alt text": _planted(
        "structure", "from Seal of the office to Logo", swap(('alt="Seal of the office"', 'alt="Logo"'))
    ),
    "a tag's role": _planted(
        "structure",
        "heading of level 1 (H1) to paragraph (P)",
        tag("H1", lambda t: t.__setitem__("/S", Name.P)),
    ),
    "tags gone": _planted(
        "structure",
        "tagged for screen readers changed from yes to no",
        edit(lambda document: document.Root.__delitem__("/StructTreeRoot")),
    ),
    "the title": _planted(
        "structure",
        "title changed from Follow-up to Reminder",
        edit(lambda document: document.docinfo.__setitem__("/Title", "Reminder")),
    ),
    "the author": _planted(
        "structure", "author changed", edit(lambda document: document.docinfo.__setitem__("/Author", "A"))
    ),
    "a subject": _planted(
        "structure", "subject changed", edit(lambda document: document.docinfo.__setitem__("/Subject", "A"))
    ),
    "the language": _planted(
        "structure", "language changed from en to es", setting(_root, "/Lang", String("es"))
    ),
    "a tag's language": _planted(
        "structure", "language of the text changed", tag("H1", lambda t: t.__setitem__("/Lang", String("es")))
    ),
    "a link's address": _planted(
        "structure", "links of the page changed", swap(('href="mailto:records', 'href="mailto:other'))
    ),
    "an attachment": _planted(
        "structure",
        "attachments changed from list.txt to list.txt, note.txt",
        edit(
            lambda document: document.attachments.__setitem__(
                "note.txt", pikepdf.AttachedFileSpec(document, b"note")
            )
        ),
    ),
    "the size of the page": _planted(
        "picture", "size of the page changed", setting(_page, "/MediaBox", Array([0, 0, 612, 700]))
    ),
}

OTHER = {
    "an action when it opens": _planted(
        "other",
        "action or script changed",
        setting(_root, "/OpenAction", Dictionary(S=Name.URI, URI="https://a.example/")),
    ),
    "a script's words": _planted(
        "other",
        "action or script changed",
        edit(lambda document: document.Root.OpenAction.__setitem__("/JS", String("app.beep(1);"))),
    ),
    "a script gone": _planted(
        "other", "action or script changed", edit(lambda document: document.Root.__delitem__("/OpenAction"))
    ),
    "an action of a page": _planted(
        "other",
        "action or script changed",
        setting(_page, "/AA", Dictionary(O=Dictionary(S=Name.JavaScript, JS="1"))),
    ),
    "named scripts": _planted(
        "other",
        "action or script changed",
        edit(
            lambda document: document.Root.Names.__setitem__(
                "/JavaScript", Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS="1")]))
            )
        ),
    ),
    "an outline's words": _planted(
        "other",
        "outline (bookmarks) changed",
        edit(lambda document: document.Root.Outlines.First.__setitem__("/Title", String("Else"))),
    ),
    "an outline's target": _planted(
        "other",
        "outline (bookmarks) changed",
        edit(
            lambda document: document.Root.Outlines.First.__setitem__(
                "/Dest", Array([document.pages[1].obj, Name.Fit])
            )
        ),
    ),
    "an outline gone": _planted(
        "other", "outline (bookmarks) changed", edit(lambda document: document.Root.__delitem__("/Outlines"))
    ),
    "an attachment's content": _planted("other", "attachment changed", edit(_reattach)),
    "an attachment's description": _planted(
        "other",
        "attachment changed",
        edit(lambda document: document.Root.Names.EmbeddedFiles.Names[1].__setitem__("/Desc", String("x"))),
    ),
    "the area of a link": _planted(
        "other",
        "area of a link or note changed",
        setting(_annotation("Link"), "/Rect", Array([0, 0, 600, 790])),
    ),
    "a note's words": _planted(
        "other",
        "link or note of the page changed",
        setting(_annotation("Text"), "/Contents", String("See that")),
    ),
    "a note that prints": _planted(
        "other", "link or note of the page changed", setting(_annotation("Text"), "/F", 6)
    ),
    "a link's words for readers": _planted(
        "other",
        "link or note of the page changed",
        setting(_annotation("Link"), "/Contents", String("Write")),
    ),
    "a form's value": _planted(
        "other", "form field changed", setting(_annotation("Widget"), "/V", String("Bob"))
    ),
    "a form's name": _planted("other", "form", setting(_annotation("Widget"), "/T", String("other"))),
    "a form's flags": _planted("other", "form field changed", setting(_annotation("Widget"), "/Ff", 1)),
    "a form that is signed": _planted(
        "other", "form", edit(lambda document: document.Root.AcroForm.__setitem__("/SigFlags", 1))
    ),
    "the XMP title": _planted("other", "XMP metadata changed", edit(_retitle)),
    "a document property of one's own": _planted(
        "other",
        "document property changed",
        edit(lambda document: document.docinfo.__setitem__("/Case", "7")),
    ),
    "a heading cell's scope": _planted(
        "other",
        "attribute of a tag changed",
        tag("TH", lambda t: t.__setitem__("/A", Dictionary(O=Name.Table, Scope=Name.Row))),
    ),
    "what a tag stands for": _planted(
        "other",
        "attribute of a tag changed",
        tag("P", lambda t: t.__setitem__("/ActualText", String("Other"))),
    ),
    "an abbreviation's words": _planted(
        "other", "attribute of a tag changed", tag("P", lambda t: t.__setitem__("/E", String("Other")))
    ),
    "a tag's title": _planted(
        "other", "attribute of a tag changed", tag("P", lambda t: t.__setitem__("/T", String("Other")))
    ),
    "content without its tag": _planted(
        "structure", "tags for screen readers changed", tag("H1", lambda t: t.__setitem__("/K", Array([])))
    ),
    "a layer's name": _planted(
        "other",
        "layer changed",
        edit(lambda document: document.Root.OCProperties.OCGs[0].__setitem__("/Name", String("Final"))),
    ),
    "a layer that is off": _planted(
        "other",
        "layer changed",
        edit(
            lambda document: document.Root.OCProperties.D.__setitem__("/OFF", document.Root.OCProperties.OCGs)
        ),
    ),
    "labels of pages": _planted(
        "other",
        "object changed",
        edit(lambda document: document.Root.PageLabels.Nums[1].__setitem__("/S", Name.r)),
    ),
    "how a viewer opens it": _planted(
        "other", "how a viewer opens", setting(_root, "/PageMode", Name.FullScreen)
    ),
    "a viewer's preference": _planted(
        "other",
        "how a viewer opens",
        edit(lambda document: document.Root.__setitem__("/ViewerPreferences", Dictionary(HideToolbar=True))),
    ),
    "marked as suspect": _planted(
        "other",
        "object changed",
        edit(lambda document: document.Root.MarkInfo.__setitem__("/UserProperties", 1)),
    ),
    "a colour profile": _planted(
        "other",
        "colour profile changed",
        setting(_root, "/OutputIntents", Array([Dictionary(S=Name.GTS_PDFA1, Info="x")])),
    ),
    "how long a page shows": _planted("other", "object changed", setting(_page, "/Dur", 5)),
    "the order of tabs": _planted("other", "object changed", setting(_page, "/Tabs", Name.R)),
    "a page's own data": _planted(
        "other", "object changed", setting(_page, "/PieceInfo", Dictionary(A=Dictionary(B=1)))
    ),
    "a drawing off the page": _planted("other", "drawing changed", painted(b"0 g -300 -300 80 40 re f")),
    "a drawing under white": _planted("other", "drawing changed", painted(b"1 g 10 10 20 20 re f")),
    "a clip of nothing": _planted("other", "clipping changed", painted(b"0 0 10 10 re W n")),
    "a mark's words": _planted(
        "other", "mark in the content changed", painted(b"/Span <</ActualText (x)>> BDC EMC")
    ),
    "an unknown instruction": _planted(
        "other", "instruction in the content changed", painted(b"BX (secret) foo EX")
    ),
    "a point marked": _planted("other", "mark in the content changed", painted(b"/Secret MP")),
    "a font's flags": _planted(
        "other",
        "font changed",
        edit(lambda document: _font(document).DescendantFonts[0].FontDescriptor.__setitem__("/Flags", 32)),
    ),
    "a font's words about itself": _planted("other", "font changed", edit(_unfont)),
    "widths of letters": _planted(
        "other",
        "font changed",
        edit(lambda document: _font(document).DescendantFonts[0].__setitem__("/DW", 777)),
    ),
    "a permission": _planted("other", "object changed", setting(_root, "/Perms", Dictionary(A=1))),
    "a web capture": _planted(
        "other", "object changed", setting(_root, "/URI", Dictionary(Base="https://a.example/"))
    ),
    "requirements": _planted(
        "other",
        "object changed",
        setting(_root, "/Requirements", Array([Dictionary(S=Name.EnableJavaScripts)])),
    ),
    "an extension": _planted(
        "other",
        "object changed",
        setting(_root, "/Extensions", Dictionary(A=Dictionary(BaseVersion=Name("/1.7")))),
    ),
}

PLANTED = {**WORDS, **PICTURE, **STRUCTURE, **OTHER}
