"""Template parts compiled once: Jinja source to a function that yields the text of a merged part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Template as JinjaTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, new_context
from lxml import etree

from generator.errors import Problem
from generator.word.fields import field_uses
from generator.word.passes import Passes, finish, needed_passes
from generator.word.places import PartPlaces
from generator.word.printing import explained
from generator.word.rendering import FILE_PREFIX, Finding, Rendering, tag_of_traceback
from generator.word.sandbox import LOADERS, LetterEnvironment
from generator.word.source import Source, unescape_old
from generator.word.suggestions import nearest

_TORN = (
    "does not stay whole with these values: a tag opens in one place of the document and closes in another"
)
_SYNTAX_HINT = "compare it with the examples in docs/templates.md"


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """A part ready to be merged."""

    places: PartPlaces
    environment: LetterEnvironment
    yield_text: Callable[[Context], Iterator[str]]
    passes: Passes

    def text(self, values: Mapping[str, object], rendering: Rendering) -> str:
        """Return the part with the values merged in; faults are noted in ``rendering``."""
        source = self.places.source
        rendering.begin_part()
        try:
            text = f"{source.before}{self._varying_text(values)}{source.after}"
            return finish(text, self.passes, has_breaks=rendering.has_breaks, has_markup=rendering.has_markup)
        except etree.XMLSyntaxError as error:
            rendering.note(Finding(source.part, -1, "wrong", f"{_TORN}: {error}"))
        except Exception as error:  # noqa: BLE001 - whatever the author's expression raised is the fault
            part, tag = tag_of_traceback(error.__traceback__)
            rendering.note(Finding(part or source.part, tag, "wrong", explained(error)))
        return ""

    def _varying_text(self, values: Mapping[str, object]) -> str:
        environment = self.environment
        context = new_context(
            environment, self.places.source.part, {}, dict(values), globals=environment.globals
        )
        return "".join(self.yield_text(context))


def compile_part(
    name: str, source: Source, environment: LetterEnvironment
) -> CompiledPart | tuple[Problem, ...]:
    """Return the compiled part of template ``name``, or every fault that keeps it from being compiled."""
    places = PartPlaces(name, source, ())
    try:
        tree = environment.parse(source.text)
        places = PartPlaces(name, source, field_uses(tree, frozenset(environment.globals)))
        faults = tuple(_tree_faults(tree, environment, places))
        if faults:
            return faults
        for text in tree.find_all(nodes.TemplateData):
            text.data = unescape_old(text.data)
        passes = needed_passes(source, tree, is_document="<w:body" in source.text)
        code = environment.compile(tree, source.part, f"{FILE_PREFIX}{source.part}>")
    except TemplateSyntaxError as fault:
        message = f"is not understood: {fault.message}"
        return (places.problem(fault.lineno - 2, "", message, _SYNTAX_HINT),)
    except (SyntaxError, RecursionError, MemoryError, ValueError) as fault:
        message = f"is too deeply nested to be compiled: {explained(fault)}"
        return (places.problem(-1, "", message, "split the expression or the blocks"),)
    template = JinjaTemplate.from_code(environment, code, environment.globals)
    return CompiledPart(places, environment, template.root_render_func, passes)


def _tree_faults(
    tree: nodes.Template, environment: LetterEnvironment, places: PartPlaces
) -> Iterator[Problem]:
    for node in tree.find_all((*LOADERS, nodes.Filter, nodes.Test)):
        fault = _node_fault(node, environment)
        if fault:
            tag = places.tag(node.lineno - 2)
            yield places.problem(node.lineno - 2, tag.expression if tag else "", *fault)


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
