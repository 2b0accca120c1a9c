"""From what happened in a merge to a problem that a person can find and mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from generator.errors import Problem
from generator.suggesting import nearest
from generator.word.engine.rendering import MergeFault
from generator.word.fields.merge_fields import replace_native_fields
from generator.word.fields.merge_results import Native
from generator.word.syntax.paths import FieldUse, Path, dotted
from generator.word.syntax.source import Source
from generator.word.syntax.tags import Tag, paragraph_number, read_paragraphs, read_unclosed

_LIKENESS_OF_A_SLIP = 0.75


@dataclass(frozen=True, slots=True)
class PartPlaces:
    """The tags of one part and the fields each of them uses."""

    name: str
    source: Source
    uses: tuple[FieldUse, ...]

    def tag(self, number: int) -> Tag | None:
        """Return the tag of that number as the author wrote it, if it is known."""
        return self.source.tags[number] if 0 <= number < len(self.source.tags) else None

    def uses_in(self, number: int) -> tuple[FieldUse, ...]:
        """Return the fields that the tag of that number uses."""
        return tuple(use for use in self.uses if use.line == number + 2)

    def problem(self, number: int, field: str, message: str, hint: str = "") -> Problem:
        """Return a problem at the tag of that number, or of the whole part if the tag is not known."""
        tag = self.tag(number)
        if tag is None:
            return Problem(f"{self.name}: {short(self.source.part)}", field, message, hint)
        return tag_problem(self.name, tag, field, message, hint)


def tag_problem(name: str, tag: Tag, field: str, message: str, hint: str = "") -> Problem:
    """Return a problem of template ``name`` at a tag."""
    place = f"{name}: {short(tag.paragraph.part)}, paragraph {tag.paragraph.number}"
    return Problem(place, field, f"{message}, in “{tag.around}”", hint)


def unclosed_problems(name: str, roots: Mapping[str, etree._Element]) -> Iterator[Problem]:
    """Yield a problem for each part with a tag that never ends."""
    for part, root in roots.items():
        for tag in read_unclosed(read_paragraphs(root, part)):
            closer = {"{{": "}}", "{%": "%}", "{#": "#}"}[tag.code]
            yield tag_problem(
                name, tag, "", f"opens a tag with {tag.code} and never closes it", f"add {closer}"
            )


def native_problems(
    name: str, roots: Mapping[str, etree._Element], natives: list[Native], language: str
) -> Iterator[Problem]:
    """Turn Word's merge fields in the parts into tags, and yield a problem for each that cannot be merged.

    ``language`` is that of the template.
    """
    for part, root in roots.items():
        for fault in replace_native_fields(root, natives, language):
            yield fault.problem(f"{name}: {short(part)}, paragraph {paragraph_number(root, fault.at)}")


def short(part: str) -> str:
    """Return the name of a part without its folder, as in ``header1.xml``."""
    return part.rpartition("/")[2]


def finding_problems(
    findings: Iterable[MergeFault], parts: Mapping[str, PartPlaces], values: Mapping[str, object]
) -> tuple[Problem, ...]:
    """Return the problems that the findings of one merge amount to, in the order of the document."""
    ordered = sorted(findings, key=lambda finding: (list(parts).index(finding.part), finding.tag))
    problems = (_problem(finding, parts[finding.part], values) for finding in ordered)
    return tuple(dict.fromkeys(problem for problem in problems if problem is not None))


def _problem(finding: MergeFault, places: PartPlaces, values: Mapping[str, object]) -> Problem | None:
    field = dotted(_written(finding, places)) or _fields_of_tag(finding, places)
    if finding.kind == "tested":
        hint = _did_you_mean(finding, places, values, _LIKENESS_OF_A_SLIP)
        message = "is tested, but there is no such value"
        problem = places.problem(finding.tag, field, message, hint)
        return replace(problem, severity="warning") if hint else None
    hint = _hint(finding, field, _did_you_mean(finding, places, values))
    return places.problem(finding.tag, field, finding.message or "has no such value", hint)


def _hint(finding: MergeFault, field: str, suggestion: str) -> str:
    match finding.kind:
        case "missing":
            return suggestion or _guard_hint(field, "give it a value")
        case "blank":
            return _guard_hint(field, "fill it in")
        case "forbidden":
            return "templates may use values, filters and methods of text, nothing of Python's inside"
        case _:
            return "correct the value, or the expression"


def _written(finding: MergeFault, places: PartPlaces) -> Path:
    """Return the path of a missing value as its tag writes it, or, for a variable, as the tag that set it."""
    count = len(finding.path)
    if not count:
        return ()
    earlier = (use for use in reversed(places.uses) if use.line <= finding.tag + 2)
    for use in (*places.uses_in(finding.tag), *earlier):
        for end in range(count, len(use.written) + 1):
            if _same(use.written[end - count : end], finding.path):
                return use.written[:end]
    return finding.path


def _same(written: Path, path: Path) -> bool:
    return tuple(step.strip("[]") for step in written) == path


def _fields_of_tag(finding: MergeFault, places: PartPlaces) -> str:
    paths = {dotted(use.written) for use in places.uses_in(finding.tag)}
    if len(paths) == 1:
        return paths.pop()
    tag = places.tag(finding.tag)
    return tag.expression if tag else ""


def _did_you_mean(
    finding: MergeFault, places: PartPlaces, values: Mapping[str, object], likeness: float = 0.6
) -> str:
    written = _written(finding, places)
    before = written[: -len(finding.path)] if finding.path else ()
    known = finding.known or (() if before or not finding.path else tuple(values))
    if not known:
        return ""
    name = nearest(finding.path[0], known, likeness)
    return f"did you mean {dotted((*before, name))}?" if name else ""


def _guard_hint(field: str, remedy: str) -> str:
    simple = field.replace("_", "").replace(".", "").isalnum()
    return f"{remedy}, or put {{% if {field} %}} … {{% endif %}} around it" if simple else remedy
