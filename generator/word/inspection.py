"""What a template needs, what is wrong with it, and how it reads: answers without a single value merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.budget import Budget, within
from generator.errors import DocumentError, Problem, TemplateError
from generator.word.engine.diagnostics import short
from generator.word.opc.archive import Archive, read_archive
from generator.word.syntax.placement import placement_faults, unmerged_texts
from generator.word.syntax.plain_text import text_form
from generator.word.template import NO_FILTERS, MergeField, Template, varying_parts


def template_fields(content: bytes, *, name: str) -> tuple[MergeField, ...]:
    """Return every field of the template with its full path and place; raises as ``Template.read`` does."""
    return Template.read(content, name=name).fields


def lint(
    content: bytes,
    *,
    name: str,
    filters: Mapping[str, Callable[..., object]] = NO_FILTERS,
    budget: Budget = Budget(),  # noqa: B008 (frozen)
) -> tuple[Problem, ...]:
    """Return every fault and warning about a template, faults first, each with its place and a remedy."""
    try:
        problems = within(budget, name, len(content), lambda: [*_problems(content, name, filters)])
    except DocumentError as refused:
        return refused.problems
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.severity))


def _problems(content: bytes, name: str, filters: Mapping[str, Callable[..., object]]) -> Iterator[Problem]:
    archive = read_archive(content, source=name)
    yield from archive.remarks
    yield from _compile_problems(content, name, filters)
    yield from _placement_problems(archive)
    yield from _unmerged_problems(archive)


def show(content: bytes, *, name: str) -> str:
    """Return the template as text, one paragraph or table row on a line, made for ``git diff``.

    Raises ``DocumentError`` when the document is refused.
    """
    return within(Budget(), name, len(content), lambda: _text_of(read_archive(content, source=name)))


def _text_of(archive: Archive) -> str:
    return "".join(text_form(root, short(part)) for part, root in varying_parts(archive).items())


def _compile_problems(
    content: bytes, name: str, filters: Mapping[str, Callable[..., object]]
) -> tuple[Problem, ...]:
    try:
        template = Template.read(content, name=name, filters=filters)
    except TemplateError as refused:
        return refused.problems
    return template.structure_problems()


def _placement_problems(archive: Archive) -> Iterator[Problem]:
    for part, root in varying_parts(archive).items():
        for fault in placement_faults(root, part):
            yield fault.problem(f"{archive.source}: {short(part)}, paragraph {fault.at}")


def _unmerged_problems(archive: Archive) -> Iterator[Problem]:
    for part, tag in unmerged_texts(archive.parts, frozenset(varying_parts(archive))):
        hint = "tags are merged in text, headers, footers, notes and core properties"
        yield Problem(f"{archive.source}: {part}", tag, "stands where nothing is merged", hint)
