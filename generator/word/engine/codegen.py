"""Jinja's compiler with three changes: each printed value is guarded, loops are metered, slices are counted.

Built on the two places that Jinja leaves open for it: ``Environment.code_generator_class`` and the
abstract syntax tree that ``Environment.parse`` returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from generator.word.syntax.protection import LINE_FEED

_TAG_LINE = re.compile(r"\n(?=\{[{%#])|\n\Z")
_FRAGMENT_FROM = 256
"""Characters of static text from which it is compressed ahead of time."""

LOOP_STEP = 50
"""What one turn of a loop costs, in characters of text, beside the text that it writes."""


class LetterCodeGenerator(CodeGenerator):
    """Compile output so that one value that cannot be printed does not end the merge."""

    environment: Any

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write static text as it is, and every value through ``printed`` or, when it fails, ``failed``."""
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self._emit(self._static(child.data, frame), child, frame)
            elif isinstance(child, nodes.EnvironmentAttribute) and child.name.isdecimal():
                self.writeline(f"environment.spend({child.name})", child)
            else:
                self._emit_guarded(child, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Join with ``~`` through the environment, which counts the text made."""
        self.write("environment.joined((")
        for child in node.nodes:
            self.visit(child, frame)
            self.write(", ")
        self.write("))")

    def _static(self, text: str, frame: Frame) -> str:
        """Return code for static text; longer text that goes straight into the part is a fragment."""
        if frame.buffer is not None or len(text) < _FRAGMENT_FROM:
            return repr(text)
        return f"environment.fragments[{self.environment.fragment_number(text)}]"

    def _emit_guarded(self, child: nodes.Node, frame: Frame) -> None:
        result = self.temporary_identifier()
        is_macro = isinstance(child, nodes.Call) and isinstance(child.node, nodes.Name)
        writer = "assembled" if is_macro else "printed"
        self.writeline("try:", child)
        self.indent()
        self.writeline(f"{result} = environment.{writer}(", child)
        self.visit(child, frame)
        self.write(")")
        self.outdent()
        self.writeline("except Exception as error:")
        self.indent()
        self.writeline(f"{result} = environment.failed(error)")
        self.outdent()
        self._emit(result, child, frame)

    def _emit(self, expression: str, node: nodes.Node, frame: Frame) -> None:
        if frame.buffer is None:
            self.writeline(f"yield {expression}", node)
        else:
            self.writeline(f"{frame.buffer}.append({expression})", node)


def prepare(template: nodes.Template) -> nodes.Template:
    """Return the tree as it is compiled: tag lines joined again, deliberate blanks and loops marked."""
    for text in template.find_all(nodes.TemplateData):
        text.data = _TAG_LINE.sub("", text.data).replace(LINE_FEED, "\n")
    for output in template.find_all(nodes.Output):
        output.nodes = [child for child in output.nodes if not _is_nothing(child)]
    _replace(template)
    blocks: Iterator[Any] = template.find_all((nodes.For, nodes.Macro, nodes.CallBlock))
    for block in blocks:
        block.body.insert(0, _meter(block))
        if isinstance(block, nodes.For) and block.test is not None:
            block.test = _call("turned", cast("nodes.Expr", block.test))
    return template


def _is_nothing(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TemplateData) and not node.data


def _replace(node: nodes.Node) -> None:
    for name, value in node.iter_fields():
        if isinstance(value, list):
            value[:] = [_replaced(child) for child in value]
        elif isinstance(value, nodes.Node):
            setattr(node, name, _replaced(value))


def _replaced(node: object) -> object:
    if not isinstance(node, nodes.Node):
        return node
    _replace(node)
    if isinstance(node, nodes.Const) and node.value == "" and isinstance(node.value, str):
        return nodes.EnvironmentAttribute("deliberate_blank", lineno=node.lineno)
    if isinstance(node, nodes.List | nodes.Dict) or (isinstance(node, nodes.Tuple) and node.ctx == "load"):
        return _call("gathered", node)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        return _slice_call(node, node.arg)
    return node


def _slice_call(node: nodes.Getitem, bounds: nodes.Slice) -> nodes.Call:
    nothing = nodes.Const(None)
    limits = (bounds.start or nothing, bounds.stop or nothing, bounds.step or nothing)
    return _call("sliced", node.node, *limits)


def _call(method: str, first: nodes.Expr, *rest: nodes.Expr) -> nodes.Call:
    function = nodes.EnvironmentAttribute(method)
    return nodes.Call(function, [first, *rest], [], None, None, lineno=first.lineno)


def _meter(block: nodes.Node) -> nodes.Output:
    written = sum(len(text.data) for text in block.find_all(nodes.TemplateData))
    marker = nodes.EnvironmentAttribute(str(written + LOOP_STEP), lineno=block.lineno)
    return nodes.Output([marker], lineno=block.lineno)
