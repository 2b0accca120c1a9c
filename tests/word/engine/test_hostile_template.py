"""A template that runs code, loops without end or grows without limit ends with a clear error, soon."""

from __future__ import annotations

import datetime as dt
import re
import resource
import time
from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import TemplateError
from generator.word import Limits, Template
from tests.word.word_packages import package, paragraph, zipped

SMALL = Limits(seconds=2, megabytes=8)
GROW = "{% set ns = namespace(x='x' * 9999, y=[1]) %}{% for i in range(99999) %}"
MEMORY = 1_500 * 2**20


@pytest.fixture(autouse=True)
def _little_memory() -> object:
    """Let a test that escapes its limits die quickly instead of filling the machine."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def refusal(text: str, values: dict[str, object] | None = None) -> str:
    started = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        Template.read(zipped(package(paragraph(text))), name="t.docx", limits=SMALL).merge(values or {})
    assert time.monotonic() - started < 5
    return "\n".join(map(str, caught.value.problems))


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% for i in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ 10**9 * 'x' }}",
        "{{ ([0] * 10**9)|length }}",
        "{{ 9 ** (9 ** 9) }}",
        "{{ 2 ** 100000 }}",
        "{{ (10**1000)**1000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%*d' % (1000000000, 1) }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ '{:{}}'.format(1, 1000000000) }}",
        "{{ '{x:1000000000}'.format_map({'x': 1}) }}",
        "{{ '{x:{w}}'.format_map({'x': 1, 'w': 1000000000}) }}",
        "{{ 'x'.center(10**9) }}",
        "{{ 'x'|center(10**9) }}",
        "{{ 'x'.ljust(10**9) }}",
        "{{ 'x'.rjust(width=10**9) }}",
        "{{ 'x'.zfill(10**9) }}",
        "{{ '\t'.expandtabs(10**9) }}",
        "{{ 'x'|indent(10**9, true) }}",
        "{{ 'x'|wordwrap(10**9) }}{{ 9 ** (9 ** 9) }}",
        "{{ [1]|batch(10**9, 'x')|list|length }}",
        "{{ [1]|slice(10**9)|list|length }}",
        "{{ [1]|tojson(indent=10**9) }}",
        "{{ ('x' * 5000 ).replace('x', 'y' * 5000) }}",
        "{{ ('x' * 5000)|replace('x', 'y' * 5000) }}",
        "{{ ('x' * 5000)|replace('', 'y' * 5000) }}",
        "{{ ('x' * 5000)|list|join('y' * 5000) }}",
        "{{ ('y' * 5000).join(('x' * 5000)|list) }}",
        "{{ ('y' * 5000).join('x' * 5000) }}",
        "{{ (['y' * 5000] * 5000)|join }}",
        "{{ (['y' * 5000] * 5000)|string|length }}",
        "{{ [['y' * 5000] * 5000]|tojson }}",
        "{{ 'ab'.translate({97: 'x'}) }}",
        "{{ (1).to_bytes(10**9, 'big') }}",
        "{% set ns = namespace(x='x') %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{% set ns = namespace(x='x') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        f"{GROW}{{% set ns.x %}}{{{{ ns.x }}}}{{{{ ns.x }}}}{{% endset %}}{{% endfor %}}",
        f"{GROW}{{% set ns.y = ns.y + [ns.x[1:]] %}}{{% endfor %}}",
        f"{GROW}{{% set ns.y = [ns.y, ns.x|upper] %}}{{% endfor %}}",
        f"{GROW}{{% set ns.y = [ns.y, ns.y] %}}{{% endfor %}}{{{{ ns.y|string }}}}",
        f"{GROW}{{% set ns.y = (ns.y, ns.y) %}}{{% endfor %}}{{{{ ns.y|tojson }}}}",
        f"{GROW}{{% set ns.y = {{1: ns.y, 2: ns.y}} %}}{{% endfor %}}{{{{ ns.y ~ 'a' }}}}",
        f"{GROW}{{% set ns.y = namespace(a=ns.y, b=ns.y) %}}{{% endfor %}}{{{{ '%s' % (ns.y,) }}}}",
        f"{GROW}{{% set ns.y = dict(a=ns.y, b=ns.y) %}}{{% endfor %}}{{{{ ns.y == ns.y.a }}}}",
        f"{GROW}{{% set ns.y = (ns.y + ns.y)|batch(2)|list %}}{{% endfor %}}{{{{ ns.y|string }}}}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% for a in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}",
        "{% set b = ('x' * 99999)|list %}{% for i in range(99999) %}{% set c = b|sort %}{% endfor %}",
        "{{ lipsum(n=10**9) }}",
        "{{ range(10**9)|list|length }}",
        "{{ range(99999)|map('string')|map('center', 9999)|join|length }}",
        "{{ (range(9999)|list * 9999)|sum }}",
        "{{ ('a' * 99999 + 'b')|urlize }}{{ 9 ** (9 ** 9) }}",
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{{ " + "-" * 5000 + "1 }}",
        "{{ [" * 200 + "]" * 200 + " }}",
        "{% for a in [1] %}" * 30 + "x" + "{% endfor %}" * 30,
        "{{" * 20_000,
        "{%" * 20_000,
        "{#" * 20_000,
        "{{ x" * 5_000 + "}}",
    ],
    ids=lambda text: text[:70],
)
def test_a_template_that_explodes_ends_with_a_clear_error(text: str) -> None:
    assert refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ joiner.__init__.__globals__['os'] }}",
        "{{ x.__class__ }}",
        "{{ x|attr('__class__') }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ '{0.__class__}'|format(x) }}{{ x.__class__ }}",
        "{{ namespace.__init__ }}",
        "{{ rows.append(1) }}",
        "{{ rows.clear() }}",
        "{{ table.update({'a': 1}) }}",
        "{{ (rows|map('attr', '__class__')|list)[0].mro() }}",
    ],
)
def test_a_template_cannot_reach_python_or_change_values(text: str) -> None:
    values: dict[str, object] = {"x": "a", "rows": [1], "table": {"b": 1}}
    assert refusal(text, values)
    assert values == {"x": "a", "rows": [1], "table": {"b": 1}}


def test_a_template_larger_than_any_letter_is_refused_before_it_is_prepared() -> None:
    with pytest.raises(TemplateError) as caught:
        Template.read(zipped(package(paragraph("{{ x }}" * 20_001))), name="t.docx")
    assert "20,001 tags" in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ('<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins></w:p>', "has tracked changes"),
        (
            '<w:p><w:del w:id="1"><w:r><w:delText>{{ x }}</w:delText></w:r></w:del></w:p>',
            "has tracked changes",
        ),
    ],
)
def test_a_template_with_tracked_changes_is_refused(block: str, words: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Template.read(zipped(package(block)), name="t.docx")
    assert words in caught.value.problems[0].message


@pytest.mark.parametrize(
    "expression",
    [
        "'%s'|format(cycler)", "'%s'|format(cycler('a', 'b'))", "'%s' % cycler", "'%(a)s' % {'a': thing}",
        "thing|string", "[thing]|string", "{'a': [thing]}|upper", "[thing]|join", "'a' ~ range", "thing|e",
        "'{}'.format(thing)", "','.join([thing])", "namespace()|string", "self|string",
    ],
)  # fmt: skip
def test_an_object_without_text_of_its_own_is_never_written_out(expression: str) -> None:
    opened = Template.read(zipped(package(paragraph(f"{{{{ {expression} }}}}"))), name="x.docx")
    (problem,) = opened.faults({"thing": object()})
    assert "has no text" in problem.message or "is a function" in problem.message


def test_values_with_text_of_their_own_are_written_out() -> None:
    text = "{{ day|string }}, {{ days|join('; ') }}, {{ '%s'|format(sum) }}, {{ 'a' ~ day ~ 1 }}"
    opened = Template.read(zipped(package(paragraph(text))), name="x.docx")
    day = dt.date(2018, 1, 24)
    assert opened.faults({"day": day, "days": [day, day], "sum": Decimal("1.50")}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(99999) if range(99999)|sum %}a{% endfor %}",
        "{% for i in range(99999) if 'x' in range(99999) %}a{% endfor %}",
        "{% for i in range(99999) if range(99999)|max < 0 %}a{% endfor %}",
        "{{ ('a'*9999)|wordwrap(1, true, 'b'*9999) }}",
        "{{ (('<>'*9999)*99)|striptags }}",
        "{{ (('a'*9999)*99)|wordwrap(1) }}",
        "{{ (range(99999)|batch(1)|list)|sum(start=[]) }}",
    ],
)
def test_the_limits_hold_within_conditions_and_filters(text: str) -> None:
    limits = Limits(seconds=0.5, megabytes=8)
    opened = Template.read(zipped(package(paragraph(text))), name="x.docx", limits=limits)
    began = time.monotonic()
    (problem,) = opened.faults({})
    assert re.search("MB of text|longer than 0.5 seconds", problem.message)
    assert time.monotonic() - began < 10
