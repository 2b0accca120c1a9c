"""What differs between two PDFs and no other level has told: everything else. Pure.

Nothing is looked for here: all lines and everything painted is compared, and what other levels account for is
taken away. When words changed, the places of things follow; what they are does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from generator.comparison.facts import ABSENT, joined
from generator.comparison.pdf.everything import PdfContents
from generator.comparison.pdf.objects import ObjectLine
from generator.comparison.pdf.painting.matrices import Bounds
from generator.comparison.pdf.painting.painter import Painted
from generator.comparison.records import Change
from generator.comparison.xml_lines import without_namespaces

_NAMED = re.compile(
    r"/Info/(?:Title|Author|Subject|Keywords)|/Lang|/Annots\[\d+\]/A/URI|tag \d+ /\w+/(?:Alt|Lang)"
    r"|/Metadata .*(?:pdfa/ns/id/|pdfua/ns/id/)\}(?:part|conformance)(?:/text)?"
)
"""What facts with names of their own tell in full: properties, languages, links, descriptions."""
_PLACES = re.compile(r"/(?:Rect|QuadPoints|BBox|D|Dest|CropBox|TrimBox|ArtBox|BleedBox)\b")
_FOLLOWS = re.compile(
    r"/ParentTree|/IDTree|/StructParents?$|^tag \d+ /\w+ content"
    r"|^font .*(?:/W\b|/Widths|/(?:First|Last)Char|ToUnicode|FontBBox"
    r"|program (?:glyf|loca|hmtx|cmap|maxp|head|post|CFF |GDEF|GSUB|GPOS|hhea|bytes|prep|fpgm|cvt ))"
)
"""What follows from words that changed: the numbers that join tags and pages, the glyphs of a subset."""
_JOINS = re.compile(r"/ParentTree|/StructParents?$|^(?:page \d+, )?tag \d+ /\w+ content")
_MOVES = re.compile(r"/(?:Rect|QuadPoints|BBox|D|Dest|Pg)(?:\[\d+\])?$")
"""What moves with words that changed: places, and the pages that targets are on."""
_NUMBER = re.compile(r"\btag \d+")
_CONTAINER = re.compile(r"(?:page \d+, )?(?:tag \d+|font [^/ ]+|/\w+(?:/\w+)?(?:\[\d+\])?)")
_THIN = 3.0
_ANYWHERE = float("inf")
_POINT = 0.72
"""A shift below one pixel at 100 dpi is noise here as it is in pictures."""
_TOLD_AS = (
    (re.compile(r"/(?:AA|OpenAction|JavaScript|JS)\b"), "action or script"),
    (re.compile(r"^/Outlines"), "outline (bookmarks)"),
    (re.compile(r"/EmbeddedFiles|/AF\b|/EF\b"), "attachment"),
    (re.compile(r"^/AcroForm|/(?:V|DV|FT|Ff)\b"), "form field"),
    (re.compile(r"/Annots.*/(?:Rect|QuadPoints)"), "area of a link or note"),
    (re.compile(r"/Annots"), "link or note of the page"),
    (re.compile(r"^/Metadata"), "XMP metadata"),
    (re.compile(r"^/Info"), "document property"),
    (re.compile(r"^/damage"), "soundness of the file"),
    (re.compile(r"^tag|^/StructTreeRoot"), "attribute of a tag"),
    (re.compile(r"^font"), "font"),
    (re.compile(r"/OCProperties|/OCGs?\b"), "layer"),
    (re.compile(r"/OutputIntents"), "colour profile"),
    (re.compile(r"/ViewerPreferences|/PageMode|/PageLayout"), "how a viewer opens the file"),
)
_COUNTED = frozenset({"picture", "shading", "instruction"})
_PAINTED_AS = {
    "shape": "drawing",
    "clip": "clipping",
    "picture": "picture",
    "shading": "shading",
    "text": "text as it is set",
    "mark": "mark in the content",
    "instruction": "instruction in the content",
}


def remainder(
    old: PdfContents,
    new: PdfContents,
    known: Sequence[Change],
    *,
    tolerance: int,
    reworded: bool,
) -> Iterator[Change]:
    """Yield what no change in ``told`` accounts for; ``reworded`` says that words differ, told or hidden."""
    resized = {change.page for change in known if change.what == "size of the page"}
    retagged = any(change.what == "tags for screen readers" for change in known)
    tags = (_renumbered(old.tags), _renumbered(new.tags)) if retagged else (old.tags, new.tags)
    before, after = (*old.lines, *tags[0], *old.fonts), (*new.lines, *tags[1], *new.fonts)
    redrawn = {change.page for change in known if change.level == "picture"}
    lines = _line_changes(before, after, follows=reworded or retagged, redrawn=redrawn)
    kept = (change for change in lines if "/MediaBox" not in change.place or change.page not in resized)
    yield from joined(kept, _container_redrawn if redrawn else _container)
    if reworded:
        yield from _painted_anywhere(old, new)
        return
    for number, (was, now) in enumerate(zip(old.pages, new.pages, strict=False), start=1):
        if was != now:
            seen = _seen(known, number, new.heights[number - 1])
            yield from _painted_changes(was, now, number, seen, tolerance)


def _renumbered(tags: Sequence[ObjectLine]) -> tuple[ObjectLine, ...]:
    """Return the lines of tags in an order of their own, where tags that came or went shift all numbers."""
    bare = (ObjectLine(_NUMBER.sub("tag 0", line.path), _NUMBER.sub("tag 0", line.value)) for line in tags)
    return tuple(sorted(set(bare), key=lambda line: (line.path, line.value)))


def _line_changes(
    old: Iterable[ObjectLine], new: Iterable[ObjectLine], *, follows: bool, redrawn: set[int]
) -> Iterator[Change]:
    before, after = _by_path(old), _by_path(new)
    for key in [*before, *(key for key in after if key not in before)]:
        path, page, _ = key
        was, now = before.get(key, ABSENT), after.get(key, ABSENT)
        if was == now or _NAMED.fullmatch(path) or (follows and _FOLLOWS.search(path)):
            continue
        pushed = follows or page in redrawn or (redrawn and not page)
        if pushed and _is_move(path, was, now):
            continue
        if _PLACES.search(path) and _close(was, now):
            continue
        yield Change(
            "other", "pdf", _what(path), _place(path, page), page, was or "is there", now or "is there"
        )


def _container(change: Change) -> str:
    """Return the object that a line belongs to: an annotation, a tag, an entry of the catalog."""
    match = _CONTAINER.match(change.place)
    return match.group() if match else change.place


def _container_redrawn(change: Change) -> str:
    """Return the object that a line belongs to; all numbers that join tags and pages are one.

    Where lines break anew, each of them is another number, which would be a change for every tag.
    """
    return "tags" if _JOINS.search(change.place) else _container(change)


def _by_path(lines: Iterable[ObjectLine]) -> dict[tuple[str, int, int], str]:
    counts: Counter[tuple[str, int]] = Counter()
    values: dict[tuple[str, int, int], str] = {}
    for line in lines:
        counts[line.path, line.page] += 1
        values[line.path, line.page, counts[line.path, line.page]] = line.value
    return values


def _is_move(path: str, was: str, now: str) -> bool:
    numbers = all(value.replace(".", "").lstrip("-").isdigit() for value in (was, now))
    return bool(_MOVES.search(path)) and (
        numbers or (was.startswith("see page") and now.startswith("see page"))
    )


def _close(was: str, now: str) -> bool:
    try:
        return abs(float(was) - float(now)) < _POINT
    except ValueError:
        return False


def _what(path: str) -> str:
    return next((name for pattern, name in _TOLD_AS if pattern.search(path)), "object")


def _place(path: str, page: int) -> str:
    bare_path = without_namespaces(path)
    return f"page {page}, {bare_path}" if page else bare_path


def _seen(known: Sequence[Change], page: int, height: float) -> tuple[Bounds, ...]:
    """Return the parts of a page that are told as looking different, from the bottom left corner."""
    regions = (
        region
        for change in known
        if change.level == "picture" and change.page == page
        for region in change.regions
    )
    boxes = (box for region in regions for box in (region.old, region.new) if box)
    return tuple(
        (box.left - 4, height - box.bottom - 4, box.right + 4, height - box.top + 4) for box in boxes
    )


def _painted_changes(
    old: Sequence[Painted], new: Sequence[Painted], page: int, seen: tuple[Bounds, ...], tolerance: int
) -> Iterator[Change]:
    """Yield what is painted otherwise on a page where no picture shows it, such as what is hidden."""
    before, after = [(p.kind, p.look) for p in old], [(p.kind, p.look) for p in new]
    for tag, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs = zip(old[low:high], new[start:end], strict=True)
            limit = _ANYWHERE if seen else _POINT
            unequal = [(was, now) for was, now in pairs if not _alike(was, now, tolerance, limit)]
            gone, come = tuple(was for was, _ in unequal), tuple(now for _, now in unequal)
        else:
            gone, come = tuple(old[low:high]), tuple(new[start:end])
        hidden = [p for p in (*gone, *come) if p.kind in {"mark", "instruction"} or not _meets(p.box, seen)]
        for kind in dict.fromkeys(p.kind for p in hidden):
            yield _painted_change(kind, page, gone, come)


def _painted_change(kind: str, page: int, gone: Sequence[Painted], come: Sequence[Painted]) -> Change:
    was, now = (_told([p for p in side if p.kind == kind]) for side in (gone, come))
    return Change("other", "pdf", _PAINTED_AS[kind], f"page {page}", page, was, now)


def _told(things: Sequence[Painted]) -> str:
    looks = [f"{p.look} {' '.join(f'{n:g}' for n in (*p.numbers, *p.box))}" for p in things]
    return "; ".join(looks[:3]) + (f" and {len(looks) - 3} more" if len(looks) > 3 else "") or ABSENT


def _alike(old: Painted, new: Painted, tolerance: int, moves: float) -> bool:
    """Return whether two things of one look are one, but for what no picture would show.

    ``moves`` is by how many points their place may differ: by any on a page that is told to look different.
    """
    limits = (
        (old.numbers, new.numbers, tolerance / 255),
        (old.box, new.box, moves),
        (old.shape, new.shape, _POINT),
    )
    return all(
        len(was) == len(now) and all(abs(a - b) <= limit for a, b in zip(was, now, strict=True))
        for was, now, limit in limits
    )


def _meets(box: Bounds, seen: tuple[Bounds, ...]) -> bool:
    left, bottom, right, top = box
    return any(left <= r and lft <= right and bottom <= t and b <= top for lft, b, r, t in seen)


def _painted_anywhere(old: PdfContents, new: PdfContents) -> Iterator[Change]:
    """Yield what is painted on some page of one letter alone, where changed words may have moved all else."""
    before, after = (
        Counter(sort for page in side.pages for thing in page if (sort := _sort(thing)))
        for side in (old, new)
    )
    for kind, name in _PAINTED_AS.items():
        gone, come = _missing(kind, before, after), _missing(kind, after, before)
        if gone or come:
            was, now = ("; ".join(side[:3]) or ABSENT for side in (gone, come))
            yield Change("other", "pdf", name, "the pages", 0, was, now)


def _missing(kind: str, of: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> list[str]:
    """Return the things of one letter that the other has not, or has less often where that can be counted."""
    return [
        look
        for (sort, look), count in of.items()
        if sort == kind
        and other[sort, look] < (count if kind in _COUNTED or (kind == "shape" and " × " in look) else 1)
    ]


def _sort(thing: Painted) -> tuple[str, str]:
    """Return what a thing is wherever it stands; it may be larger where words need room."""
    if thing.kind == "mark":
        return thing.kind, thing.look.partition(" ")[0] if "ActualText" not in thing.look else thing.look
    left, bottom, right, top = thing.box
    across, down = right - left, top - bottom
    thin = min(across, down) <= _THIN
    size = f"{min(across, down):.0f} pt thick" if thin else f"{across:.0f} pt × any height"
    numbers = " ".join(f"{number:.1f}" for number in thing.numbers)
    return thing.kind, f"{thing.look} {numbers} {'' if thing.kind == 'text' else size}"
