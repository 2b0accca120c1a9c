"""What cannot be understood in a template: each tag by itself, its filters and tests, and its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from generator.errors import Problem
from generator.suggesting import nearest
from generator.word.engine.diagnostics import PartPlaces, tag_problem
from generator.word.engine.sandbox import LOADERS, LetterEnvironment
from generator.word.syntax.block_matching import unmatched_blocks
from generator.word.syntax.nesting import split_blocks, torn_blocks
from generator.word.syntax.tags import Tag

_SYNTAX_HINT = "compare it with the examples in docs/templates.md"
_SPLIT_HINT = "let the block begin and end in the same paragraph or cell, or use {%p … %} and {%tr … %}"
_OPENINGS = {
    "autoescape": "{% autoescape true %}",
    "block": "{% block x %}",
    "call": "{% call x() %}",
    "filter": "{% filter upper %}",
    "for": "{% for x in x %}",
    "if": "{% if x %}",
    "macro": "{% macro x() %}",
    "raw": "{% raw %}",
    "set": "{% set x %}",
    "with": "{% with %}",
}
_PARTNERS = {
    **{word: ("", f"{{% end{word} %}}") for word in _OPENINGS},
    **{f"end{word}": (opening, "") for word, opening in _OPENINGS.items()},
    "else": ("{% if x %}", "{% endif %}"),
    "elif": ("{% if x %}", "{% endif %}"),
    **dict.fromkeys(("vm", "hm", "colspan", "cellbg"), ("{# ", " #}")),
}
"""What makes a tag, known by its first word, a whole template."""


def syntax_problems(
    places: PartPlaces, environment: LetterEnvironment, error: TemplateSyntaxError
) -> Iterator[Problem]:
    """Yield every tag that cannot be understood by itself, else blocks without partner, else the error."""
    problems = [*_wrong_tags(places, environment)]
    problems += [
        tag_problem(places.name, fault.at, fault.at.expression, fault.message, fault.hint)
        for fault in unmatched_blocks(places.source.written)
    ]
    if not problems:
        problems = [places.problem(error.lineno - 2, "", f"is not understood: {error.message}", _SYNTAX_HINT)]
    yield from problems


def _wrong_tags(places: PartPlaces, environment: LetterEnvironment) -> Iterator[Problem]:
    for tag in places.source.written:
        if tag.code.startswith("{#"):
            continue
        try:
            environment.parse(_alone(tag))
        except TemplateSyntaxError as fault:
            message = f"is not understood: {fault.message}"
            yield tag_problem(places.name, tag, tag.expression, message, _SYNTAX_HINT)
        except RecursionError:
            yield tag_problem(places.name, tag, tag.expression, "is too deeply nested", _SYNTAX_HINT)


def _alone(tag: Tag) -> str:
    """Return a tag as a template of its own: what it opens is closed, what it closes is opened."""
    keyword = tag.expression.partition(" ")[0]
    if tag.code.startswith("{{"):
        return f"{{{{ {tag.expression} }}}}"
    before, after = _PARTNERS.get(keyword, ("", ""))
    if keyword == "set" and "=" in tag.expression:
        after = ""
    return f"{before}{{% {tag.expression} %}}{after}"


def expression_at(places: PartPlaces, number: int) -> str:
    """Return the expression of the tag of that number, or nothing when it is not known."""
    tag = places.tag(number)
    return tag.expression if tag else ""


def tree_faults(
    tree: nodes.Template, environment: LetterEnvironment, places: PartPlaces
) -> Iterator[Problem]:
    """Yield what is well written and yet cannot work: unknown filters and tests, templates to load."""
    for node in tree.find_all((*LOADERS, nodes.Filter, nodes.Test)):
        fault = _node_fault(node, environment)
        if fault:
            yield places.problem(node.lineno - 2, expression_at(places, node.lineno - 2), *fault)


def _node_fault(node: nodes.Node, environment: LetterEnvironment) -> tuple[str, str] | None:
    match node:
        case nodes.Filter() if node.name not in environment.filters:
            return f"uses the unknown filter {node.name!r}", _did_you_mean(node.name, environment.filters)
        case nodes.Test() if node.name not in environment.tests:
            return f"uses the unknown test {node.name!r}", _did_you_mean(node.name, environment.tests)
        case nodes.Filter() | nodes.Test():
            return None
        case _:
            word = type(node).__name__.lower()
            return f"would load another template ({word}), and there is none to load", "copy its text here"


def _did_you_mean(name: str, known: Mapping[str, object]) -> str:
    suggestion = nearest(name, known)
    return f"did you mean {suggestion}?" if suggestion else "see the filters in docs/templates.md"


def structure_problems(tree: nodes.Template, places: PartPlaces) -> Iterator[Problem]:
    """Yield a problem for each block that does not begin and end in the same paragraph, cell or row.

    One that runs from paragraph to paragraph is a warning: without it, Word joins the two.
    """
    for node in torn_blocks(tree):
        number = node.lineno - 2
        message = "opens in one place of the document's structure and closes in another"
        yield places.problem(number, expression_at(places, number), message, _SPLIT_HINT)
    for node, name in split_blocks(tree):
        number = node.lineno - 2
        message = f"begins in one {name} and ends in another, which become one when it is left out"
        problem = places.problem(number, expression_at(places, number), message, _SPLIT_HINT)
        yield replace(problem, severity="warning") if name == "paragraph" else problem
