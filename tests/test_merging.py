"""The names a template prints."""

from __future__ import annotations

from datetime import date

from generator.deadlines import due_date
from generator.merging import address_lines, merge_values
from generator.model import Campaign, Grounds, Recipient, Value
from generator.planning import order_letters, plan_letters

PATTERNS = ("{title}", "{street}[, {unit}]", "{city}, {state_name} {postal_code}")


def values_for(
    campaign: Campaign, kind: str, grounds: Grounds | None = None, **cells: Value
) -> dict[str, object]:
    recipient = Recipient("ca-state", tuple(cells.items()), "recipients.csv:5", "0" * 64)
    order = order_letters(campaign, kind, date(2018, 2, 26), grounds)
    (letter,) = plan_letters(campaign, (recipient,), order, count_due_date=due_date)
    return merge_values(letter, campaign)


def test_a_part_in_brackets_goes_when_its_column_is_blank() -> None:
    row = {"title": "Mayor", "street": "City Hall", "unit": "", "city": "New York", "state_name": "New York"}
    assert address_lines(PATTERNS, {**row, "postal_code": "10007"}) == [
        "Mayor",
        "City Hall",
        "New York, New York 10007",
    ]
    assert address_lines(PATTERNS, {**row, "unit": "Rm 9"})[1] == "City Hall, Rm 9"


def test_a_line_whose_columns_are_all_blank_is_left_out() -> None:
    assert address_lines(("{title}", "{street}[, {unit}]"), {"title": "Mayor", "street": "", "unit": ""}) == [
        "Mayor"
    ]


def test_a_brace_in_a_cell_is_printed_as_it_is() -> None:
    assert address_lines(("{title}",), {"title": "{{7*7}} [x]"}) == ["{{7*7}} [x]"]


def test_the_state_is_spelled_out_for_the_letter(campaign: Campaign) -> None:
    recipient = values_for(campaign, "document_request", state="CA")["recipient"]
    assert isinstance(recipient, dict)
    assert recipient["state_name"] == "California"


def test_an_award_is_listed_only_when_a_column_knows_of_it(campaign: Campaign) -> None:
    both = values_for(campaign, "document_request", fy2016_award=18244126, fy2017_award=17701281)["awards"]
    none = values_for(campaign, "document_request", fy2016_award="", fy2017_award="")["awards"]
    assert both == [
        {"fiscal_year": "2016", "number": "", "amount": 18244126},
        {"fiscal_year": "2017", "number": "", "amount": 17701281},
    ]
    assert none == []


def test_the_request_that_a_follow_up_refers_to_is_the_first_letter(campaign: Campaign) -> None:
    values = values_for(campaign, "follow_up", "incomplete")
    assert values["request"] == values["letters_sent"][0]  # type: ignore[index]
    assert values["request"]["date"] == date(2018, 1, 24)  # type: ignore[index]
    assert values["request"]["answer"] == "Incomplete answer received"  # type: ignore[index]


def test_constants_of_the_campaign_are_values_of_their_own_name(campaign: Campaign) -> None:
    assert "1373" in str(values_for(campaign, "follow_up")["subject"])
