"""Which letter goes to whom, on what date and on which grounds. Pure: the same input plans the same batch.

``schedule`` plans as the campaign's schedule says; ``due`` plans what is due as of a date from the cases of
the recipients, by ``rules``. ``on_request`` plans a letter that a person asks for, if there are ``grounds``
for it; ``overview`` tells where each recipient stands.
"""

from generator.planning.due import DuePlan, NoLetter, plan_due
from generator.planning.on_request import plan_on_request
from generator.planning.overview import CaseStatus, survey
from generator.planning.rules import DueLetter, NotDue, decide
from generator.planning.schedule import (
    Order,
    every_order,
    form_batch,
    order_letters,
    plan_letters,
)

__all__ = [
    "CaseStatus",
    "DueLetter",
    "DuePlan",
    "NoLetter",
    "NotDue",
    "Order",
    "decide",
    "every_order",
    "form_batch",
    "order_letters",
    "plan_due",
    "plan_letters",
    "plan_on_request",
    "survey",
]
