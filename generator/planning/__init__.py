"""Which letter goes to whom, on what date and on which grounds. Pure: the same input plans the same batch.

``schedule`` plans as the campaign's schedule says; ``cases`` plans what is due as of a date from the cases of
the recipients, and ``situations`` holds the rules by which it decides. ``asked`` plans a letter that a person
asks for, ``overview`` tells where each recipient stands.
"""

from generator.planning.asked import plan_asked
from generator.planning.cases import DuePlan, Resting, plan_due
from generator.planning.overview import Standing, survey
from generator.planning.schedule import (
    Order,
    every_order,
    form_batch,
    order_letters,
    plan_letters,
)
from generator.planning.situations import Duty, Rest, decide

__all__ = [
    "DuePlan",
    "Duty",
    "Order",
    "Rest",
    "Resting",
    "Standing",
    "decide",
    "every_order",
    "form_batch",
    "order_letters",
    "plan_asked",
    "plan_due",
    "plan_letters",
    "survey",
]
