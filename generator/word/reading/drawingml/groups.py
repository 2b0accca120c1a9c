"""Groups of shapes and drawing canvases: what is in them at its place ([MS-ODRAWXML] 2.13, 2.14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.word.document.content import DrawingGroup, GroupMember, Picture
from generator.word.document.positions import Anchor
from generator.word.markup import MC, PIC, WPG, WPS, A, Element, local_name
from generator.word.reading.alternate_content import alternative
from generator.word.reading.drawingml.pictures import Description, described, read_picture, report_undescribed
from generator.word.reading.drawingml.shapes import read_shape, rotation
from generator.word.reading.measures import number
from generator.word.reading.story import Story

_EMU = 1 / 12_700
_SILENT = frozenset({"cNvGrpSpPr", "cNvPr", "grpSpPr", "bg", "whole", "extLst", "nvGrpSpPr"})
_REFUSED = {"contentPart": "ink", "graphicFrame": "a chart or diagram"}


@dataclass(frozen=True, slots=True)
class Ground:
    """The coordinates of a group: where they begin, and how many points one of them is."""

    origin: tuple[float, float] = (0.0, 0.0)
    unit: tuple[float, float] = (_EMU, _EMU)

    def placed(self, left: float, top: float) -> tuple[float, float]:
        """Return a place of the group's coordinates in points from its corner."""
        return (left - self.origin[0]) * self.unit[0], (top - self.origin[1]) * self.unit[1]

    def sized(self, width: float, height: float) -> tuple[float, float]:
        """Return a size of the group's coordinates in points."""
        return width * self.unit[0], height * self.unit[1]


def fitted(origin: tuple[float, float], extent: tuple[float, float], size: tuple[float, float]) -> Ground:
    """Return coordinates that begin at ``origin`` and go ``extent`` far in a box of ``size`` points."""
    units = [length / room if room else 1.0 for length, room in zip(size, extent, strict=True)]
    return Ground(origin, (units[0], units[1]))


def read_group(
    group: Element, size: tuple[float, float], said: Description, anchor: Anchor | None, story: Story
) -> DrawingGroup:
    """Return a group of ``size`` points; its description is that of its first picture without one."""
    properties = group.find(f"{{{WPG}}}grpSpPr")
    members = tuple(_members(group, _ground(properties, size), story))
    return DrawingGroup(_with_description(members, said, story), *size, anchor, rotation(properties))


def read_canvas(
    canvas: Element, size: tuple[float, float], said: Description, anchor: Anchor | None, story: Story
) -> DrawingGroup:
    """Return a drawing canvas of ``size`` points as the group of what is on it."""
    members = tuple(_members(canvas, Ground(), story))
    return DrawingGroup(_with_description(members, said, story), *size, anchor)


def _ground(properties: Element | None, size: tuple[float, float]) -> Ground:
    transform = None if properties is None else properties.find(f"{{{A}}}xfrm")
    if transform is None:
        return Ground()
    origin, extent = _pair(transform, "chOff", "x", "y"), _pair(transform, "chExt", "cx", "cy")
    return fitted(origin, extent, size) if all(extent) else Ground(origin)


def _members(parent: Element, ground: Ground, story: Story) -> Iterator[GroupMember]:
    for element in parent:
        name = local_name(element)
        if element.tag == f"{{{MC}}}AlternateContent":
            for chosen in alternative(element):
                yield from _member(chosen, ground, story)
        elif name and name not in _SILENT:
            yield from _member(element, ground, story)


def _member(element: Element, ground: Ground, story: Story) -> Iterator[GroupMember]:
    name = local_name(element)
    place, size = _box(element, ground)
    match name:
        case "wsp":
            yield GroupMember(read_shape(element, size, None, story), *place)
        case "grpSp" | "wgp":
            yield GroupMember(read_group(element, size, Description(), None, story), *place)
        case "pic":
            properties = element.find(f"{{{PIC}}}nvPicPr/{{{PIC}}}cNvPr")
            for picture in read_picture(element, size, described(properties), None, story):
                yield GroupMember(picture, *place)
        case _:
            what = _REFUSED.get(name, f"a graphic ({name})")
            story.refuse(f"has {what} in a group, which cannot be shown", "replace it by a picture")


def _box(element: Element, ground: Ground) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the place and size of a thing in a group, in points."""
    owners = (f"{{{WPS}}}spPr", f"{{{PIC}}}spPr", f"{{{WPG}}}grpSpPr")
    paths = (*(f"{owner}/{{{A}}}xfrm" for owner in owners), f"{{{WPG}}}xfrm")
    transforms = (element.find(path) for path in paths)
    transform = next((each for each in transforms if each is not None), None)
    if transform is None:
        return (0.0, 0.0), (0.0, 0.0)
    return (
        ground.placed(*_pair(transform, "off", "x", "y")),
        ground.sized(*_pair(transform, "ext", "cx", "cy")),
    )


def _pair(transform: Element, name: str, first: str, second: str) -> tuple[float, float]:
    extent = transform.find(f"{{{A}}}{name}")
    return (0.0, 0.0) if extent is None else (number(extent.get(first)), number(extent.get(second)))


def _with_description(
    members: tuple[GroupMember, ...], said: Description, story: Story
) -> tuple[GroupMember, ...]:
    """Return the members, the first picture without a description with that of the group."""
    described = []
    description = said.text
    for member in members:
        thing = member.thing
        if isinstance(thing, Picture) and not thing.description:
            is_decoration = thing.is_decoration or said.is_decoration
            if not (description or is_decoration):
                report_undescribed(story)
            thing = replace(thing, description=description, is_decoration=is_decoration)
            description = ""
        described.append(replace(member, thing=thing))
    return tuple(described)
