"""Recipients whose letters are alike to the templates: what is so of one of them is so of all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache
from typing import TypeAlias

from generator.deadlines import due_date
from generator.merging import merge_values
from generator.model import Campaign, Letter, Recipient
from generator.planning import every_order, plan_letters
from generator.word import Template
from generator.word.engine.steering import together

LettersTo: TypeAlias = Callable[[Campaign, Iterable[Recipient]], Iterable[Letter]]


def without_alike(
    recipients: tuple[Recipient, ...],
    campaign: Campaign,
    templates: Mapping[str, Template],
    letters_to: LettersTo,
) -> tuple[Recipient, ...]:
    """Return the recipients of whose letters one may have a fault, in their order.

    Left out are those who are like one whose letters have none: a template that merely prints what they
    differ in has no fault with theirs either (``word.steering``). Where one may do more, nobody is left out.
    """
    steering = together(template.steering for template in templates.values())
    if steering is None or not templates:
        return recipients
    # The last letter tells of all others: its values hold all in which letters of two recipients differ.
    last, count = max(every_order(campaign), key=lambda order: order.step.sequence), cache(due_date)
    constants = dict(campaign.merge)
    are_sound: dict[Hashable, bool] = {}
    suspects: list[Recipient] = []
    for recipient in recipients:
        (letter,) = plan_letters(campaign, (recipient,), last, count_due_date=count)
        values = merge_values(letter, campaign)
        own = {name: it for name, it in values.items() if name not in constants or it is not constants[name]}
        alike = steering.likeness(own)
        if alike not in are_sound:
            are_sound[alike] = all(
                templates[it.kind.key].is_sound(merge_values(it, campaign))
                for it in letters_to(campaign, (recipient,))
                if it.kind.key in templates
            )
        if not are_sound[alike]:
            suspects.append(recipient)
    return tuple(suspects)
