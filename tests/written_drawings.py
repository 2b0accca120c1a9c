"""Drawings in a few words: DrawingML shapes, groups and canvases, and VML. Sizes are in inches."""

from __future__ import annotations

INCH = 914_400
_MS = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
_WPS, _WPG, _WPC = (f'xmlns:wp{letter}="{_MS}{kind}"' for letter, kind in
                    (("s", "Shape"), ("g", "Group"), ("c", "Canvas")))  # fmt: skip
_WP14 = f'xmlns:wp14="{_MS}Drawing"'
_OUTLINE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="808080"/></a:solidFill></a:ln>'
_WRAP = "<wp:wrapNone/>"


def box(  # noqa: PLR0913 - a shape has that many sides
    *blocks: str,
    at: tuple[int, int, int, int] = (0, 0, INCH, INCH),
    look: str = "",
    form: str = "rect",
    body: str = "",
    vert: str = "horz",
    padding: int = 91_440,
    style: str = "",
) -> str:
    """Return a shape with these blocks; ``at`` is its place and size in a group."""
    edges = " ".join(f'{edge}Ins="{padding}"' for edge in "ltrb")
    contents = f"<wps:txbx><w:txbxContent>{''.join(blocks)}</w:txbxContent></wps:txbx>" if blocks else ""
    geometry = form if form.startswith("<") else f'<a:prstGeom prst="{form}"/>'
    return (
        f"<wps:wsp {_WPS}><wps:spPr>{_transform(at)}{geometry}{look}</wps:spPr>{style}{contents}"
        f'<wps:bodyPr vert="{vert}" {edges}>{body}</wps:bodyPr></wps:wsp>'
    )


def member_picture(relationship_id: str, at: tuple[int, int, int, int]) -> str:
    """Return a picture as a group has it."""
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="P" descr="A sign"/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relationship_id}"/></pic:blipFill><pic:spPr>{_transform(at)}</pic:spPr></pic:pic>'
    )


def group(members: str, chart: tuple[int, int, int, int], *, inner: bool = False) -> str:
    """Return a group whose coordinates are ``chart``: x, y, width and height."""
    left, top, width, height = chart
    name = "grpSp" if inner else "wgp"
    transform = (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/><a:chOff x="{left}" y="{top}"/>'
        f'<a:chExt cx="{width}" cy="{height}"/></a:xfrm>'
    )
    return f"<wpg:{name} {_WPG}><wpg:grpSpPr>{transform}</wpg:grpSpPr>{members}</wpg:{name}>"


def canvas(inner: str) -> str:
    """Return a drawing canvas."""
    return f"<wpc:wpc {_WPC}><wpc:bg/><wpc:whole/>{inner}</wpc:wpc>"


def inline(graphic: str, width: float, height: float) -> str:
    """Return a run with a drawing in the line."""
    return _run(
        f'<wp:inline>{_extent(width, height)}<wp:docPr id="1" name="D"/>{_graphic(graphic)}</wp:inline>'
    )


def anchored(  # noqa: PLR0913, PLR0917 - read like a sentence: two inches by one, from the page 3in
    graphic: str,
    width: float,
    height: float,
    across: str = "column 0in",
    down: str = "paragraph 0in",
    more: str = "",
) -> str:
    """Return a run with a drawing in front of the text; its place is ``page 2in``, ``margin align-right``."""
    return _run(
        f'<wp:anchor behindDoc="0" {_WP14}>{_position("H", across)}{_position("V", down)}'
        f'{_extent(width, height)}{_WRAP}<wp:docPr id="1" name="D"/>{_graphic(graphic)}{more}</wp:anchor>'
    )


def vml(shape: str) -> str:
    """Return a run with a shape of an older Word."""
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


def _run(frame: str) -> str:
    return f"<w:r><w:drawing>{frame}</w:drawing></w:r>"


def _graphic(inner: str) -> str:
    return f'<a:graphic><a:graphicData uri="u">{inner}</a:graphicData></a:graphic>'


def _extent(width: float, height: float) -> str:
    return f'<wp:extent cx="{int(width * INCH)}" cy="{int(height * INCH)}"/>'


def _transform(at: tuple[int, int, int, int]) -> str:
    left, top, width, height = at
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _position(axis: str, written: str) -> str:
    frame, _, value = written.partition(" ")
    if value.startswith("align-"):
        inner = f"<wp:align>{value.removeprefix('align-')}</wp:align>"
    elif value.startswith("share-"):
        name = f"wp14:pctPos{axis}Offset"
        share = f"<{name}>{value.removeprefix('share-')}</{name}>"
        shared, plain = (
            f'<wp:position{axis} relativeFrom="{frame}">{inner}</wp:position{axis}>'
            for inner in (share, "<wp:posOffset>0</wp:posOffset>")
        )
        return (
            f'<mc:AlternateContent><mc:Choice Requires="wp14">{shared}</mc:Choice>'
            f"<mc:Fallback>{plain}</mc:Fallback></mc:AlternateContent>"
        )
    else:
        inner = f"<wp:posOffset>{int(float(value.removesuffix('in')) * INCH)}</wp:posOffset>"
    return f'<wp:position{axis} relativeFrom="{frame}">{inner}</wp:position{axis}>'
