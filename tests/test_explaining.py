"""The working of a due date, in lines."""

from __future__ import annotations

from generator.cases import fold
from generator.explaining import explain
from generator.model import Campaign, Recipient
from generator.planning import plan_due
from tests.cases.chronicle import Chronicle, day

BURLINGTON = Recipient("vt-burlington", (("state", "VT"),), "recipients.csv:9", "0" * 64)


def asked(campaign: Campaign, on: str) -> Chronicle:
    chronicle = Chronicle()
    (request,) = plan_due(campaign, (BURLINGTON,), {}, day("01-24")).letters
    chronicle.generated(request)
    chronicle.sent(request, day(on))
    return chronicle


def explained(campaign: Campaign, chronicle: Chronicle, zone: str = "") -> list[str]:
    case = fold(chronicle.events, campaign, day("02-10"))["vt-burlington"]
    return list(explain(case, office_zone=campaign.timezone, recipient_zone=zone))


def test_each_day_is_told_with_its_number_or_the_reason_why_it_has_none(campaign: Campaign) -> None:
    lines = explained(campaign, asked(campaign, "01-18"))
    assert "  2018-01-18 Thu    -  day of the event, not counted" in lines
    assert "  2018-01-19 Fri    1" in lines
    assert "  2018-02-17 Sat   30  Saturday" in lines
    assert "  2018-02-19 Mon    -  Washington's Birthday" in lines
    assert "  the letter prints 2018-02-23, and is not due before it" in lines


def test_holds_and_extensions_are_told(campaign: Campaign) -> None:
    chronicle = asked(campaign, "01-24")
    chronicle.held("vt-burlington", day("02-01"))
    chronicle.resumed("vt-burlington", day("02-03"))
    chronicle.extended("vt-burlington", day("02-05"), until=day("03-05"))
    lines = explained(campaign, chronicle)
    assert "  2018-02-02 Fri    -  litigation, the clock stands" in lines
    assert "  more time given on 2018-02-05: until 2018-03-05" in lines
    assert lines[-1].startswith("  due 2018-03-05, until midnight in America/New_York")


def test_an_open_hold_is_told_to_leave_no_due_date(campaign: Campaign) -> None:
    chronicle = asked(campaign, "01-24")
    chronicle.held("vt-burlington", day("02-01"))
    assert explained(campaign, chronicle)[-1] == "  no due date as long as the clock stands"


def test_the_time_where_the_recipient_is_stands_beside_the_offices(campaign: Campaign) -> None:
    lines = explained(campaign, asked(campaign, "01-24"), "America/Los_Angeles")
    assert lines[-1].endswith("which is 2018-02-23 21:00 in America/Los_Angeles")
