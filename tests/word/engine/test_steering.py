"""Letters that are alike to a template have a fault together or not at all."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from decimal import Decimal

import pytest

from generator.word import Template
from generator.word.engine.rendering import Limits
from tests.word.word_packages import package, paragraph, zipped

PIECES = (
    "{{ city }}",
    "{{ city | upper }}",
    "{{ city.title() }}",
    "{{ city[4] }}",
    "{{ city ~ unit }}",
    "{{ city | replace('Boston', '') }}",
    "{{ city | money }}",
    "{{ unit | long_date }}",
    "{{ unit.x.y }}",
    "{{ sum }}",
    "{{ sum | money }}",
    "{{ sum | long_date }}",
    "{{ 100 / sum }}",
    "{{ day | long_date }}",
    "{{ day.year }}",
    "{{ lines | join(', ') }}",
    "{{ lines | join_and }}",
    "{{ lines[1] }}",
    "{{ lines | map('upper') | first }}",
    "{{ row.name }}",
    "{{ row['name'] | trim }}",
    "{{ rows | sum(attribute='n') }}",
    "{% if city %}{{ unit }}{% endif %}",
    "{% if city and not sum %}{{ unit }}{% else %}{{ nothing }}{% endif %}",
    "{% if city == 'Boston' %}{{ nothing }}{% endif %}",
    "{% if sum > 5 %}{{ unit }}{% endif %}",
    "{% if day < other %}{{ unit }}{% endif %}",
    "{% if 'o' in city %}{{ nothing }}{% endif %}",
    "{{ unit if city else nothing }}",
    "{{ {'Boston': unit}[city] }}",
    "{{ row[city] }}",
    "{% set x = city %}{% if x == 'Albany' %}{{ nothing }}{% endif %}",
    "{% with x = city %}{% if x == 'Albany' %}{{ nothing }}{% endif %}{% endwith %}",
    "{% macro m(x) %}{% if x == 'Albany' %}{{ nothing }}{% endif %}{% endmacro %}{{ m(city) }}",
    "{% filter money %}{{ city }}{% endfilter %}",
    "{% for line in lines %}{{ line }}{% endfor %}",
    "{% for line in lines %}{{ line | long_date }}{% endfor %}",
    "{% for line in lines %}{% if line == 'Boston' %}{{ nothing }}{% endif %}{% endfor %}",
    "{% for line in lines if line != 'Boston' %}{{ unit }}{% endfor %}",
    "{% for line in lines %}{% for letter in line %}{{ letter }}{% endfor %}{% endfor %}",
    "{% for letter in city %}{{ letter }}{% endfor %}",
    "{% for one in rows %}{{ one.name }}{% if one.n %}{{ one.n }}{% endif %}{% endfor %}",
    "{% for one in rows %}{{ one.name if one.n > 3 else nothing }}{% endfor %}",
    "{% for key in row %}{{ row[key] }}{% endfor %}",
    "{% for one in rows | sort(attribute='n') %}{{ one.name }}{% endfor %}",
    "{% for i in range(sum) %}{{ unit }}{% endfor %}",
)
TEXTS = ("Albany", "Boston", "a b c", "2018", "12,34", "", "Zürich", "x\ty", "\u200b", "long " * 9)
SUMS = (0, 3, 7, 20180124, Decimal("0.00"), Decimal("2.50"), "")
DAYS = (dt.date(2018, 1, 24), dt.date(1999, 12, 31), "")
ROWS = tuple({"name": name, "n": n} for name in ("Albany", "Boston", "") for n in (0, 3, 5, ""))
VALUES: dict[str, tuple[object, ...]] = {
    "city": TEXTS,
    "unit": TEXTS,
    "sum": SUMS,
    "day": DAYS,
    "other": DAYS,
    "lines": ((), *([text] for text in TEXTS), ["Albany", "Boston"], ["Boston", "a b c"], ["a b c", "2018"]),
    "row": ({"name": "Albany", "Boston": "x"}, {"name": "Boston", "Boston": ""}, {"name": "", "Boston": "y"}),
    "rows": ((), *([row] for row in ROWS), [ROWS[1], ROWS[5]], [ROWS[2], ROWS[6]], [ROWS[0], ROWS[3]]),
}


def template(*pieces: str) -> Template:
    return Template.read(zipped(package(*map(paragraph, pieces))), name="letter.docx")


@pytest.mark.parametrize("piece", PIECES)
def test_what_is_like_a_sound_letter_is_sound(piece: str) -> None:
    opened = template(piece)
    steering = opened.steering
    if steering is None:
        return
    names = [name for name in VALUES if re.search(rf"\b{name}\b", piece)]
    are_sound: dict[object, bool] = {}
    for cells in itertools.product(*(VALUES[name] for name in names)):
        values = dict(zip(names, cells, strict=True))
        sound = opened.faults(values) == ()
        assert are_sound.setdefault(steering.likeness(values), sound) == sound, values


def test_a_template_with_macros_filtered_blocks_or_merge_fields_has_no_letters_that_are_alike() -> None:
    unclear = [piece for piece in PIECES if template(piece).steering is None]
    assert [piece.split()[1] for piece in unclear] == ["with", "macro", "filter", "for"]


PRINTED = (
    "{{ city | upper }}",
    "{{ sum | money }}",
    "{% for line in lines %}{{ line }}{% endfor %}",
    "{{ row.name }}",
)


def test_letters_that_differ_in_what_is_printed_are_alike() -> None:
    steering = template(*PRINTED, "{% if unit %}{{ unit }}{% endif %}", "{{ day | long_date }}").steering
    assert steering is not None
    day = dt.date(2018, 1, 24)
    one = {"city": "Albany", "sum": 3, "lines": ["a"], "row": {"name": "x"}, "unit": "", "day": day}
    two = {
        "city": "Boston",
        "sum": 5,
        "lines": ["b"],
        "row": {"name": "y"},
        "unit": "",
        "day": day.replace(2019),
    }
    assert steering.likeness(one) == steering.likeness(two)
    for changed in (
        {"unit": "5"},
        {"lines": ["a", "b"]},
        {"sum": ""},
        {"city": "Zürich"},
        {"row": {"name": ""}},
    ):
        assert steering.likeness(one) != steering.likeness({**two, **changed})


def test_a_merge_that_nears_its_limits_speaks_for_itself_alone() -> None:
    tag = "{% for line in lines %}{{ city }}{% endfor %}"
    opened = Template.read(zipped(package(paragraph(tag))), name="letter.docx", limits=Limits(megabytes=1))
    assert opened.is_sound({"lines": ["x"] * 100, "city": "c" * 1000})
    assert not opened.is_sound({"lines": ["x"] * 700, "city": "c" * 1000})
    assert opened.faults({"lines": ["x"] * 700, "city": "c" * 1000}) == ()
