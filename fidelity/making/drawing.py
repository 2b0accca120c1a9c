"""Pictures and text boxes. Widths and heights are in points; DrawingML counts 12,700 to a point."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

EMU = 12_700
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def painted(width: int, height: int, form: str = "PNG") -> bytes:
    """Return a picture of that many pixels: a frame, two diagonals and a band of grey."""
    picture = Image.new("RGB", (width, height), "#dce6f2")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, height * 2 // 3, width, height), fill="#7f8fa9")
    pen.rectangle((0, 0, width - 1, height - 1), outline="#1f3763", width=4)
    pen.line((0, 0, width, height), fill="#c00000", width=3)
    pen.line((0, height, width, 0), fill="#c00000", width=3)
    made = io.BytesIO()
    picture.save(made, form)
    return made.getvalue()


def picture(relationship: str, width: float, height: float, described: str = "A sign", crop: str = "") -> str:
    """Return the graphic of a picture; ``crop`` are attributes in thousandths of a per cent."""
    source = f"<a:srcRect {crop}/>" if crop else ""
    return (
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Picture 1"'
        f' descr="{described}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relationship}"/>'
        f"{source}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{int(width * EMU)}" cy="{int(height * EMU)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )


def text_box(width: float, height: float, *blocks: str) -> str:
    """Return the graphic of a framed box with text."""
    return (
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{int(width * EMU)}" cy="{int(height * EMU)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:txbx>'
        f'<w:txbxContent>{"".join(blocks)}</w:txbxContent></wps:txbx><wps:bodyPr rot="0" vert="horz"'
        ' wrap="square" lIns="91440" tIns="45720" rIns="91440" bIns="45720" anchor="t"><a:noAutofit/>'
        "</wps:bodyPr></wps:wsp></a:graphicData></a:graphic>"
    )


def inline(graphic: str, width: float, height: float, described: str = "A sign") -> str:
    """Return a drawing that stands in the line like a letter."""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(width * EMU)}" cy="{int(height * EMU)}"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{described}"/>{graphic}</wp:inline></w:drawing></w:r>'
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a drawing beside the text is.

    ``across`` and ``down`` say by what it is placed, how and where: ``margin align right`` or
    ``paragraph offset 12``; ``wrap`` is how text runs round it.
    """

    across: str
    down: str
    wrap: str = '<wp:wrapSquare wrapText="bothSides"/>'
    behind: int = 0


def anchored(graphic: str, width: float, height: float, place: Place, described: str = "A sign") -> str:
    """Return a drawing beside the text."""
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0"'
        f' relativeHeight="251659264" behindDoc="{place.behind}" locked="0" layoutInCell="1"'
        ' allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f"{_position('H', place.across)}{_position('V', place.down)}"
        f'<wp:extent cx="{int(width * EMU)}" cy="{int(height * EMU)}"/>{place.wrap}'
        f'<wp:docPr id="1" name="Picture 1" descr="{described}"/>{graphic}</wp:anchor></w:drawing></w:r>'
    )


def _position(axis: str, written: str) -> str:
    frame, kind, value = written.split()
    offset = kind == "offset" and f"<wp:posOffset>{int(float(value) * EMU)}</wp:posOffset>"
    inner = offset or f"<wp:align>{value}</wp:align>"
    return f'<wp:position{axis} relativeFrom="{frame}">{inner}</wp:position{axis}>'
