"""Lists: their levels, how they count, and the label of each paragraph (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from generator.word.cache import kept
from generator.word.markup import Element, attribute, child, children, switched_on, value
from generator.word.opc.relationships import parse_xml
from generator.word.reading.formatting.cascade import Layer, layer
from generator.word.reading.lists.number_formats import written_number
from generator.word.reading.measures import integer

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, what its labels look like, how its paragraphs are indented."""

    number_format: str
    pattern: str
    start: int
    restart_after: int
    suffix: str
    alignment: str
    legal: bool
    paragraph: Layer
    run: Layer
    picture: bool


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A list that paragraphs name: the counters it shares, its levels, and where it starts again."""

    counters: str
    levels: tuple[Level, ...]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Numbering:
    """All lists of a document by their id."""

    lists: Mapping[str, ListDefinition]

    def level(self, list_id: str, level: int) -> Level | None:
        """Return a level of a list, or None when the list or the level is not defined."""
        list_ = self.lists.get(list_id)
        return list_.levels[level] if list_ is not None and 0 <= level < len(list_.levels) else None


@dataclass(slots=True)
class Counters:
    """Where every list stands; it moves on with each paragraph of a list."""

    numbering: Numbering
    standing: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, list_id: str, level: int) -> str:
        """Count one paragraph on a level of a defined list and return its label."""
        definition = self.numbering.lists[list_id]
        counts = self.standing.setdefault(definition.counters, [None] * _LEVELS)
        self._start_again(definition, list_id, counts, level)
        for above in range(level):
            if counts[above] is None:
                counts[above] = definition.levels[above].start
        current = counts[level]
        counts[level] = definition.levels[level].start if current is None else current + 1
        for below in range(level + 1, _LEVELS):
            if below < len(definition.levels) and _restarts(definition.levels[below], level, below):
                counts[below] = None
        return _label(definition, level, counts)

    def _start_again(
        self, definition: ListDefinition, list_id: str, counts: list[int | None], level: int
    ) -> None:
        for overridden, start in definition.starts.items():
            if overridden <= level and (list_id, overridden) not in self.begun:
                self.begun.add((list_id, overridden))
                counts[overridden] = start - 1 if overridden == level else start


@kept
def read_numbering(part: bytes | None) -> Numbering:
    """Return the lists in the part; letters of one template share them."""
    if part is None:
        return Numbering({})
    root = parse_xml(part)
    abstracts = {attribute(element, "abstractNumId"): element for element in children(root, "abstractNum")}
    styled = {
        value(element, "styleLink"): element for element in abstracts.values() if value(element, "styleLink")
    }
    lists = {}
    for number in children(root, "num"):
        definition = _definition(number, abstracts, styled)
        if definition is not None:
            lists[attribute(number, "numId")] = definition
    return Numbering(MappingProxyType(lists))


def _definition(
    number: Element, abstracts: Mapping[str, Element], styled: Mapping[str, Element]
) -> ListDefinition | None:
    abstract_id = value(number, "abstractNumId")
    abstract = abstracts.get(abstract_id)
    if abstract is None:
        return None
    abstract = styled.get(value(abstract, "numStyleLink"), abstract)
    levels = dict(_levels(abstract))
    starts = {}
    for override in children(number, "lvlOverride"):
        at = integer(attribute(override, "ilvl"))
        levels.update(_levels(override))
        if child(override, "startOverride") is not None:
            starts[at] = integer(value(override, "startOverride"))
    complete = tuple(levels.get(at) or _plain_level(at) for at in range(_LEVELS))
    complete = tuple(replace(level, start=starts.get(at, level.start)) for at, level in enumerate(complete))
    return ListDefinition(attribute(abstract, "abstractNumId"), complete, MappingProxyType(starts))


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for element in children(parent, "lvl"):
        at = integer(attribute(element, "ilvl"))
        yield (
            at,
            Level(
                number_format=_number_format(element),
                pattern=value(element, "lvlText"),
                start=integer(value(element, "start"), 0),
                restart_after=integer(value(element, "lvlRestart"), -1),
                suffix=value(element, "suff", default="tab"),
                alignment=value(element, "lvlJc", default="left"),
                legal=switched_on(element, "isLgl"),
                paragraph=layer(child(element, "pPr")),
                run=layer(child(element, "rPr")),
                picture=child(element, "lvlPicBulletId") is not None,
            ),
        )


def _number_format(level: Element) -> str:
    number_format = child(level, "numFmt")
    if number_format is None:
        number_format = next(level.iter("{*}numFmt"), None)
    return attribute(number_format, "val", "decimal")


def _plain_level(at: int) -> Level:
    return Level(
        "decimal", f"%{at + 1}.", 1, -1, "tab", "left", legal=False, paragraph={}, run={}, picture=False
    )


def _restarts(level: Level, counted: int, at: int) -> bool:
    """Tell whether a level begins anew after a paragraph on the ``counted`` level (17.9.10)."""
    if level.restart_after == 0:
        return False
    return counted < (at if level.restart_after < 0 else level.restart_after)


def _label(definition: ListDefinition, level: int, counts: list[int | None]) -> str:
    current = definition.levels[level]
    if current.number_format in {"bullet", "none"} and not _PLACEHOLDER.search(current.pattern):
        return current.pattern

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        named = definition.levels[at]
        count = counts[at] if counts[at] is not None else named.start
        number_format = "decimal" if current.legal and at != level else named.number_format
        return written_number(count or 0, number_format)

    return _PLACEHOLDER.sub(number, current.pattern)
