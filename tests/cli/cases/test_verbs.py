"""The options of the verbs are the fields of the events that they record."""

from __future__ import annotations

import dataclasses

import pytest

from generator.cli.cases.verbs import OPTIONS
from generator.recording import VERBS
from generator.vocabulary import EVENT_TYPES


@pytest.mark.parametrize("verb", OPTIONS)
def test_a_verb_has_an_option_for_each_field_of_its_event_and_requires_what_the_event_does(verb: str) -> None:
    _, options = OPTIONS[verb]
    fields = {it.name: it for it in dataclasses.fields(EVENT_TYPES[VERBS[verb].event_type])}
    named = {"on" if name == VERBS[verb].on else name for name in fields} - {"attachments"}
    assert named <= options.keys()
    assert options.keys() - named <= {"channel", "letter"}
    required = {it.name for it in fields.values() if it.default is dataclasses.MISSING} - {"zone"}
    assert {name for name, it in options.items() if it.required} == {
        "on" if name == VERBS[verb].on else name for name in required
    }


def test_every_verb_but_a_correction_is_made_of_its_fields() -> None:
    assert {*OPTIONS, "correct"} == VERBS.keys()
