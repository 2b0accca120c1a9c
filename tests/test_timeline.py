"""The page of timelines."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from generator.cases import Case, fold, new_case
from generator.model import Campaign, Recipient
from generator.planning import plan_due
from generator.timeline import draw_timelines
from generator.vocabulary import ResponseReceived
from tests.cases.chronicle import Chronicle, day

HOSTILE = Recipient("vt-burlington", (("state", "VT"),), "recipients.csv:9", "0" * 64)
AS_OF = date(2018, 3, 1)


@pytest.fixture
def case(campaign: Campaign) -> Case:
    chronicle = Chronicle()
    (request,) = plan_due(campaign, (HOSTILE,), {}, day("01-24")).letters
    chronicle.generated(request)
    chronicle.sent(request, day("01-24"))
    chronicle.held("vt-burlington", day("02-01"), "<script>alert(1)</script>")
    chronicle.resumed("vt-burlington", day("02-05"))
    chronicle.answered("vt-burlington", ResponseReceived(day("02-12"), "partial", (1, 2)))
    return fold(chronicle.events, campaign, AS_OF)["vt-burlington"]


def page_of(*cases: Case) -> etree._Element:
    text = draw_timelines(cases, title="A & B", as_of=AS_OF, names={"vt-burlington": "City of <Burlington>"})
    return etree.fromstring(text.removeprefix("<!DOCTYPE html>"))


def test_every_moment_is_drawn_and_told_under_the_same_number(case: Case) -> None:
    page = page_of(case)
    numbers = [text.text for text in page.iterfind(".//svg/g/text")]
    entries = page.findall(".//ol/li")
    assert numbers == [str(number) for number in range(1, len(entries) + 1)]
    assert len(entries) == 5


def test_a_drawing_has_a_title_and_a_description_for_those_who_do_not_see_it(case: Case) -> None:
    svg = page_of(case).find(".//svg")
    assert svg is not None
    idents = (svg.get("aria-labelledby") or "").split()
    assert [it.tag for ident in idents for it in svg.iterfind(f"*[@id='{ident}']")] == ["title", "desc"]


def test_the_idents_of_a_page_are_unique(case: Case) -> None:
    idents = [it.get("id") for it in page_of(case, case, case).iterfind(".//*[@id]")]
    assert len(idents) == len(set(idents)) == 9


def test_what_people_wrote_is_text_and_never_markup(case: Case) -> None:
    page = page_of(case)
    assert page.find(".//script") is None
    assert page.findtext(".//h2") == "City of <Burlington>"


def test_the_page_loads_nothing(case: Case) -> None:
    text = draw_timelines((case,), title="t", as_of=AS_OF)
    assert not any(sign in text for sign in ("http:", "https:", "src=", "href=", "url(", "@import"))


def test_the_same_cases_make_the_same_page(case: Case) -> None:
    pages = {draw_timelines((case,), title="t", as_of=AS_OF) for _ in range(2)}
    assert len(pages) == 1


def test_a_recipient_without_events_has_a_place_on_the_page(campaign: Campaign) -> None:
    page = page_of(new_case("or-state", campaign, AS_OF))
    assert page.findtext(".//h2") == "or-state"
    assert "Nothing has happened yet." in "".join(map(str, page.itertext()))


def test_a_page_of_nobody_is_a_page() -> None:
    assert page_of().find(".//section") is None
