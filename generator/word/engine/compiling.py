"""Template parts compiled once: Jinja source to a function that yields the text of a merged part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Template as JinjaTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import new_context
from lxml import etree

from generator.errors import Problem
from generator.word.engine.diagnostics import PartPlaces
from generator.word.engine.fragments import Fragment
from generator.word.engine.output import explained
from generator.word.engine.postprocessing import Passes, finish, needed_passes, prints_into_markup
from generator.word.engine.rendering import FILE_PREFIX, MergeFault, Rendering, tag_of_traceback
from generator.word.engine.sandbox import LetterEnvironment
from generator.word.engine.steering import Steering, steering_of
from generator.word.syntax.parsing import structure_problems, syntax_problems, tree_faults
from generator.word.syntax.paths import field_uses
from generator.word.syntax.source import Source, unescape_old


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """A part ready to be merged.

    ``before`` and ``after`` are what never varies around it; ``torn`` tells of blocks that some values would
    make tear the structure of the document. ``steering`` tells which values steer its merges, or is None when
    any may.
    """

    places: PartPlaces
    environment: LetterEnvironment
    jinja: JinjaTemplate
    passes: Passes
    before: Fragment
    after: Fragment
    torn: tuple[Problem, ...]
    steering: Steering | None

    def pieces(self, values: Mapping[str, object], rendering: Rendering) -> list[str]:
        """Return the part with the values merged in, in pieces; faults are noted in ``rendering``."""
        part = self.places.source.part
        rendering.begin_part()
        globals_ = self.environment.globals
        context = new_context(self.environment, part, self.jinja.blocks, dict(values), globals=globals_)
        try:
            pieces = [self.before, *self.jinja.root_render_func(context), self.after]
            if self.passes.any or rendering.has_breaks or rendering.has_markup:
                text = "".join(pieces)
                finished = finish(text, self.passes, rendering)
                return pieces if finished == text else [finished]
        except etree.XMLSyntaxError as error:
            rendering.note(MergeFault(part, -1, "wrong", f"tears the document with these values: {error}"))
        except Exception as error:  # noqa: BLE001 - whatever the author's expression raised is the fault
            failed_part, tag = tag_of_traceback(error.__traceback__)
            rendering.note(MergeFault(failed_part or part, tag, "wrong", explained(error)))
        else:
            return pieces
        return []


def compile_part(
    name: str, source: Source, environment: LetterEnvironment
) -> CompiledPart | tuple[Problem, ...]:
    """Return the compiled part of template ``name``, or every fault that keeps it from being compiled."""
    places = PartPlaces(name, source, ())
    try:
        tree = environment.parse(source.text)
        places = PartPlaces(name, source, field_uses(tree, frozenset(environment.globals)))
        faults = tuple(tree_faults(tree, environment, places))
        if faults:
            return faults
        for text in tree.find_all(nodes.TemplateData):
            text.data = unescape_old(text.data)
        torn = tuple(structure_problems(tree, places))
        steering = None if prints_into_markup(source) else steering_of(tree)
        passes = needed_passes(source, tree, is_document="<w:body" in source.text)
        code = environment.compile(tree, source.part, f"{FILE_PREFIX}{source.part}>")
    except TemplateSyntaxError as fault:
        return tuple(syntax_problems(places, environment, fault))
    except (SyntaxError, RecursionError, MemoryError, ValueError) as fault:
        message = f"is too deeply nested to be compiled: {explained(fault)}"
        return (places.problem(-1, "", message, "split the expression or the blocks"),)
    template = JinjaTemplate.from_code(environment, code, environment.globals)
    before, after = Fragment(source.before), Fragment(source.after)
    return CompiledPart(places, environment, template, passes, before, after, torn, steering)
