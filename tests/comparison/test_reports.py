"""The reports tell what was found, in forms that programs and people trust."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from generator.comparison.comparing import compare_pair
from generator.comparison.describe import summary, verdict
from generator.comparison.outcome import Outcome, conclude
from generator.comparison.records import LetterComparison, LetterKey, Pair, Settings
from generator.comparison.reports.annotations import workflow_commands
from generator.comparison.reports.facts import outcome_facts
from generator.comparison.reports.html import Showing, index_page, letter_page, page_name, report_pages
from generator.comparison.reports.junit import junit_xml
from generator.comparison.reports.sheets import PagePictures
from generator.errors import UsageError
from generator.workflow.comparing.reports import write_html
from tests.comparison.specimens import docx, docx_parts, html_with, letter, outcome_of, pdf, swapped

HOSTILE = "<script>alert(1)</script>%0A::error::x"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> LetterComparison:
    """Return the comparison of a letter in both formats with one word changed, the new one hostile."""
    folder = tmp_path_factory.mktemp("letter")
    parts = docx_parts()
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    new_docx = docx(swapped(parts, "word/document.xml", "Dear Mayor:", escaped))
    key = LetterKey("ca-berkeley", "follow_up", 1)
    old = letter(folder / "old", key, {"docx": docx(parts), "pdf": pdf()})
    new = letter(folder / "new", key, {"docx": new_docx, "pdf": pdf(html_with(("Dear Mayor:", escaped)))})
    return compare_pair(Pair(key, old, new), Settings())


@pytest.fixture
def outcome(found: LetterComparison) -> Outcome:
    return outcome_of(found)


def test_json_holds_every_change_and_every_group(outcome: Outcome) -> None:
    facts = json.loads(json.dumps(outcome_facts(outcome)))
    assert (facts["ok"], facts["exit_status"], facts["counts"]["different"]) == (False, 1, 1)
    assert facts["letters"][0]["verdict"] == "different"
    assert {group["level"] for group in facts["groups"]} >= {"words", "picture"}
    assert sum(len(group["places"]) for group in facts["groups"]) == len(facts["letters"][0]["changes"])


def test_junit_fails_the_letter_that_differs(outcome: Outcome) -> None:
    root = etree.fromstring(junit_xml(outcome))
    (case,) = root.iterfind("testsuite/testcase")
    assert (case.get("classname"), case.get("name")) == ("follow_up", "ca-berkeley.follow_up")
    assert HOSTILE in str(case.findtext("failure"))
    assert root.find("testsuite").get("failures") == "1"  # type: ignore[union-attr] # it is there


def test_no_letter_can_write_a_workflow_command(outcome: Outcome) -> None:
    lines = list(workflow_commands(outcome))
    assert all(line.startswith(("::error title=", "::notice title=")) and "\n" not in line for line in lines)
    assert "%250A" in lines[0]


def test_html_shows_a_hostile_letter_as_text_and_allows_nothing_but_its_own(found: LetterComparison) -> None:
    for page in (index_page(outcome_of(found), frozenset()), letter_page(found, outcome_of(found))):
        text = page.decode()
        root = html.fromstring(page)
        scripts = root.xpath("//script/text()")
        assert len(scripts) == 1
        policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert policy.startswith("default-src 'none'")
        for source in (*scripts, *root.xpath("//style/text()")):
            digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
        assert not re.search(r"(?:src|href)=\"(?:https?:|//|file:)", text)
        assert not root.xpath("//@style | //@onclick")


def test_html_is_made_for_screen_readers_too(found: LetterComparison) -> None:
    root = html.fromstring(letter_page(found, outcome_of(found)))
    assert root.get("lang") == "en"
    assert len(root.xpath("//h1")) == 1
    assert all(root.xpath("//img/@alt"))
    assert len(root.xpath("//img")) == len(root.xpath("//img[@alt]")) == 5
    assert "removed: " in root.xpath("string(//del)")
    assert root.xpath("//input[@type='range']/@aria-label")


def test_html_is_the_same_bytes_every_time(found: LetterComparison) -> None:
    pages = {letter_page(found, outcome_of(found)) for _ in range(2)}
    assert len(pages) == 1


def test_a_report_takes_no_more_room_than_it_may_and_counts_what_it_leaves_out(
    found: LetterComparison,
) -> None:
    def one_page(_: LetterComparison) -> Iterator[PagePictures]:
        yield PagePictures(1, "", ((1, 1),) * 3, "data:" + "a" * 50_000, "", "", ())

    many = [
        replace(found, pair=replace(found.pair, key=LetterKey(f"town-{number}", f"kind_{number}", 1)))
        for number in range(60)
    ]
    outcome = outcome_of(*many)
    whole = dict(report_pages(outcome, Showing(sheets=one_page)))
    limit = 2**20
    small = dict(report_pages(outcome, Showing(sheets=one_page, most_bytes=limit)))
    assert sum(map(len, small.values())) <= limit < sum(map(len, whole.values()))
    assert 1 < len(small) < len(whole)
    links = html.fromstring(small["index.html"]).xpath("//article//a/@href")
    assert set(links) <= small.keys()

    tiny = dict(report_pages(outcome, Showing(sheets=one_page, most_bytes=2**15)))
    assert tiny.keys() == {"index.html"}
    assert len(tiny["index.html"]) < 2**16
    root = html.fromstring(tiny["index.html"])
    told, rows = len(root.xpath("//article")), len(root.xpath("//table[@class='letters']/tbody/tr"))
    assert f"and {len(outcome.groups) - told} more changes" in tiny["index.html"].decode()
    assert f"and {60 - rows} more letters" in tiny["index.html"].decode()


def test_pages_of_an_older_report_go_and_what_is_not_the_reports_stays(
    found: LetterComparison, tmp_path: Path
) -> None:
    report = tmp_path / "report"
    other = replace(found, pair=replace(found.pair, key=LetterKey("elsewhere", "follow_up", 1)))
    write_html(outcome_of(other), report, Showing())
    mine = {"notes.html": b"<p>Mine</p>", "style.css": b"p {}", "elsewhere.txt": b"text"}
    for name, content in mine.items():
        (report / name).write_bytes(content)
    (report / "below.html").mkdir()
    write_html(outcome_of(found), report, Showing())
    kept = {path.name for path in report.iterdir()}
    assert kept == {"index.html", page_name(found.pair), "below.html", *mine}
    assert all((report / name).read_bytes() == content for name, content in mine.items())


def test_pages_of_letters_have_plain_names_of_their_own() -> None:
    names = ["a", "A b", "A-b", "../a", "index", "", "x" * 300, "ключ"]
    pages = [page_name(Pair(LetterKey(name, "", 0), None, None)) for name in names]
    assert len(set(pages)) == len(names)
    assert all(
        re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*\.html", page) and page != "index.html" for page in pages
    )
    assert max(map(len, pages)) < 120


def test_the_summary_counts_every_letter_once() -> None:
    pairs = [Pair(LetterKey(name, "k", 1), None, None) for name in "abcd"]
    verdicts = ("same", "only_old", "only_new", "unreadable")
    outcome = conclude("a", "b", map(LetterComparison, pairs, verdicts))
    assert verdict(outcome) == (
        "4 letters: 1 only in the old run, 1 only in the new run, 1 cannot be compared, 1 the same; 0 changes"
    )
    assert outcome.exit_status == 2
    assert "only in the old run: b" in summary(outcome)


def test_tracked_changes_name_what_was_removed_and_added(found: LetterComparison) -> None:
    pytest.importorskip("python_redlines_docxodus")
    from generator.comparison.reports.redline import tracked_changes
    from generator.word.opc.archive import read_archive

    name, content = tracked_changes(found.pair)
    text = read_archive(content, source=name).parts["word/document.xml"].decode()
    assert name == "ca-berkeley.follow_up.1.docx"
    assert re.search(r"<w:del .*Dear", text)
    assert re.search(r"<w:ins .*alert", text)


def test_tracked_changes_without_their_extra_tell_what_to_install(
    found: LetterComparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.comparison.reports.redline import tracked_changes

    monkeypatch.setitem(sys.modules, "python_redlines.engines", None)
    with pytest.raises(UsageError) as caught:
        tracked_changes(found.pair)
    assert caught.value.hint == "install letterbook[redline]"
