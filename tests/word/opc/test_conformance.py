"""Every documented tag of docxtpl gives what docxtpl gives, and docx-mailmerge's fields the same text."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from jinja2 import Environment
from lxml import etree
from mailmerge import MailMerge
from PIL import Image

from generator.word import Template
from generator.word.engine.repairs import ordered_run_properties
from tests.word.word_packages import WORD, W, content_types, package, paragraph, relationships, zipped

RICH = RichText("bold & <i>", bold=True, italic=True, color="#ff0000", size=20, font="Arial")
RICH.add("more", underline="wave", strike=True, highlight="#00ff00", style="S", superscript=True)
VALUES: dict[str, object] = {
    "name": 'Smith & <b> "x"',
    "rows": [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}],
    "columns": ["c1", "c2", "c3", "c4"],
    "x": True,
    "y": False,
    "n": 3,
    "span": 2,
    "color": "FF0000",
    "rich": RICH,
    "rich_paragraph": RichTextParagraph("para", parastyle="Body"),
    "listing": Listing("a\nb\tc\fd\ae & f"),
    "lines": "l1\nl2\tt",
}
DRAWING = (
    "<w:p><w:r><w:drawing><wp:inline "
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="7" name="x"/></wp:inline></w:drawing></w:r></w:p>'
)


def runs(*texts: str) -> str:
    """Return a paragraph whose runs are bold, as Word splits them."""
    return f"<w:p>{''.join(f'<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


def paragraphs(*texts: str) -> str:
    return "".join(map(paragraph, texts))


def cell(text: str) -> str:
    inner = text if text.startswith("<w:tbl") else paragraph(text)
    return f'<w:tc><w:tcPr><w:tcW w:w="100" w:type="dxa"/></w:tcPr>{inner}<w:p/></w:tc>'


def table(columns: int, *rows: tuple[str, ...]) -> str:
    lines = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    grid = '<w:gridCol w:w="1000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


ROW_LOOP = (("{%tr for r in rows %}", ""), ("{{ r.a }}", "{{ r.b }}"), ("{%tr endfor %}", ""))
CASES = {
    "a value": paragraphs("a {{ name }} b"),
    "a value split into runs": runs("x {", "{ na", "me", "}", "} y"),
    "spaces at the ends": "<w:p><w:r><w:t> lead {{ name }} trail </w:t></w:r></w:p>",
    "conditions in a line": paragraphs(
        "{% if x %}yes{% else %}no{% endif %} {% if y %}1{% elif x %}2{% endif %}"
    ),
    "paragraph conditions": paragraphs("{%p if x %}", "X", "{%p else %}", "Y", "{%p endif %}"),
    "paragraph loops": paragraphs("{%p for r in rows %}", "{{ r.a }}{{r.b}}", "{%p endfor %}"),
    "a condition over paragraphs": paragraphs("start {% if x %} one", "two {% endif %} end"),
    "a condition over paragraphs, left out": paragraphs("start {% if y %} one", "two {% endif %} end"),
    "joined paragraphs": paragraphs("before {%- if x %}", "mid", "{% endif -%}", "after"),
    "run tags": paragraphs("a{%r if x %}b{%r endif %}c"),
    "row loops": table(2, ("H1", "H2"), *ROW_LOOP),
    "row loops that are the whole table": table(2, *ROW_LOOP),
    "row conditions": table(2, ("H1", "H2"), ("{%tr if y %}", ""), ("a", "b"), ("{%tr endif %}", "")),
    "more cells than columns": table(2, ("H", "{%tc for c in columns %}", "{{c}}", "{%tc endfor %}")),
    "fewer cells than columns": table(6, ("H", "{%tc for r in rows %}", "{{r.a}}", "{%tc endfor %}")),
    "column spans": table(3, ("{% colspan span %}wide", "n"), ("a", "b", "c")),
    "cell colours": table(2, ("{% cellbg color %}c", "d")),
    "vertical merges": table(2, ROW_LOOP[0], ("{% vm %}{{r.a}}", "{{r.b}}"), ROW_LOOP[2]),
    "horizontal merges": table(4, ("{%tc for c in columns %}", "{% hm %}title", "{%tc endfor %}")),
    "nested tables": table(1, (table(2, *ROW_LOOP),)),
    "rich text": paragraphs("a {{r rich }} b", "{{r rich}}"),
    "rich paragraphs": paragraphs("{{p rich_paragraph }}"),
    "listings": paragraphs("x {{ listing }} y"),
    "line breaks in a value": paragraphs("{{ lines }}"),
    "line breaks in the template": "<w:p><w:r><w:t>a\nb {{name}}</w:t></w:r></w:p>",
    "remarks": paragraphs("a {# note #} b", "{#p gone #}", "c"),
    "variables": paragraphs("{% set z = n * 2 %}{{ z }}"),
    "macros": paragraphs("{%p macro m(q) %}", "M{{q}}", "{%p endmacro %}", "{{p m(1) }}"),
    "braces": paragraphs("{_{ x }_} {_% y %_}", "{% raw %}{{ x }}{% endraw %}"),
    "curly quotes and comparisons": paragraphs("{{ “lit” }} {% if n > 2 and n < 5 %}ok{% endif %}"),
    "Jinja's filters": paragraphs("{{ name|upper }} {{ rows|length }} {{ columns|join(', ') }}"),
    "loop variables": paragraphs(
        "{% for r in rows %}{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}"
    ),
    "drawings": DRAWING + paragraphs("{%p for r in rows %}") + DRAWING + paragraphs("{%p endfor %}", "{{n}}"),
}


def canonical(letter: bytes) -> bytes:
    """Return the main part in canonical form, run properties in order and shading as in the schema."""
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        document = archive.read("word/document.xml").decode()
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.tostring(etree.fromstring(ordered_run_properties(document).encode(), parser), method="c14n")


@pytest.mark.parametrize("body", CASES.values(), ids=CASES)
def test_a_template_gives_what_docxtpl_gives(body: str) -> None:
    template = zipped(package(body))
    document = DocxTemplate(io.BytesIO(template))
    document.render(VALUES, jinja_env=Environment(autoescape=True), autoescape=True)
    expected = io.BytesIO()
    document.save(expected)
    assert canonical(Template.read(template, name="x.docx").merge(VALUES)) == canonical(expected.getvalue())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{%p if n % 2 %}", b"odd"),
        ("{%p if {'a': {'b': x} }['a'].b %}", b"odd"),
        ("{%p if 'A & B' == both %}", b"odd"),
    ],
)
def test_operators_inside_a_tag_do_not_end_it(text: str, expected: bytes) -> None:
    template = Template.read(zipped(package(paragraphs(text, "odd", "{%p endif %}"))), name="x.docx")
    assert expected in canonical(template.merge(VALUES | {"both": "A & B"}))


def pictured() -> bytes:
    document = Document()
    document.add_paragraph("Dear {{ name }} {{ logo }}")
    document.add_paragraph("{{p part }}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_images_and_subdocuments_are_merged_by_docxtpl_with_the_same_bytes() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")

    def merged() -> bytes:
        document = DocxTemplate(io.BytesIO(pictured()))
        part = document.new_subdoc()
        part.add_paragraph("Enclosure & more")
        logo = InlineImage(document, io.BytesIO(picture.getvalue()), width=Mm(10))
        values = {"name": "A & B", "logo": logo, "part": part}
        return Template.read(pictured(), name="x.docx").merge(values)

    letter = merged()
    assert letter == merged()
    text = canonical(letter)
    assert b"Dear A &amp; B " in text
    assert b"Enclosure &amp; more" in text
    assert b"pic:pic" in text
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        assert "word/media/image1.png" in archive.namelist()


def test_pictures_are_replaced_through_the_document_they_were_given_to() -> None:
    document = DocxTemplate(io.BytesIO(zipped(package(paragraph("Dear {{ name }}")))))
    template = Template.read(zipped(package(paragraph("Dear {{ name }}"))), name="x.docx")
    assert b"Dear Ann" in canonical(template.merge_through(document, {"name": "Ann"}))


def test_a_link_of_a_docxtpl_document_is_merged_through_that_document() -> None:
    content = pictured()
    document = DocxTemplate(io.BytesIO(content))
    link = RichText()
    link.add("here", url_id=document.build_url_id("https://example.org/"))
    values = {"name": "Ann", "logo": "-", "part": "-"}
    template = Template.read(zipped(package(paragraph("See {{r link }}"))), name="x.docx")
    assert "merge_through" in template.faults({"link": link})[0].message
    with zipfile.ZipFile(
        io.BytesIO(Template.read(content, name="x").merge_through(document, values))
    ) as archive:
        assert b"https://example.org/" in archive.read("word/_rels/document.xml.rels")


def test_merge_fields_give_the_text_that_docx_mailmerge_gives() -> None:
    field = '<w:fldSimple w:instr="MERGEFIELD {}"><w:r><w:t>«x»</w:t></w:r></w:fldSimple>'
    upper = field.format(r"Last \* Upper")
    body = f"<w:p>{field.format('First')}<w:r><w:t> and </w:t></w:r>{upper}</w:p>"
    parts = package(body) | {"word/settings.xml": f'<w:settings xmlns:w="{W}"/>'.encode()}
    parts["[Content_Types].xml"] = content_types(
        {"word/document.xml": f"{WORD}.document.main+xml", "word/settings.xml": f"{WORD}.settings+xml"}
    )
    parts["word/_rels/document.xml.rels"] = relationships(("settings", "settings.xml", False))
    values = {"First": "Ann", "Last": "Lee & Sons"}
    expected = io.BytesIO()
    with MailMerge(io.BytesIO(zipped(parts))) as document:
        document.merge(**values)
        document.write(expected)
    ours = Template.read(zipped(parts), name="x.docx").merge(values)
    texts = [
        [p.text for p in Document(io.BytesIO(letter)).paragraphs] for letter in (ours, expected.getvalue())
    ]
    assert texts[0] == texts[1] == ["Ann and LEE & SONS"]


def test_a_repeated_row_gives_the_text_that_docx_mailmerge_gives() -> None:
    field = '<w:fldSimple w:instr="MERGEFIELD {}"><w:r><w:t>«x»</w:t></w:r></w:fldSimple>'
    cells = "".join(f"<w:tc><w:p>{field.format(name)}</w:p></w:tc>" for name in ("item", "price"))
    parts = package(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p/>")
    parts |= {"word/settings.xml": f'<w:settings xmlns:w="{W}"/>'.encode()}
    parts["[Content_Types].xml"] = content_types(
        {"word/document.xml": f"{WORD}.document.main+xml", "word/settings.xml": f"{WORD}.settings+xml"}
    )
    parts["word/_rels/document.xml.rels"] = relationships(("settings", "settings.xml", False))
    rows = [{"item": "Desk", "price": "$5"}, {"item": "Chair & stool", "price": "$7"}]
    expected = io.BytesIO()
    with MailMerge(io.BytesIO(zipped(parts))) as document:
        document.merge(item=rows)
        document.write(expected)
    ours = Template.read(zipped(parts), name="x.docx").merge({"item": rows})
    tables = [Document(io.BytesIO(letter)).tables[0] for letter in (ours, expected.getvalue())]
    texts = [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]
    assert texts[0] == texts[1] == [["Desk", "$5"], ["Chair & stool", "$7"]]
