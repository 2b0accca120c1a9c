"""The outcome as JUnit XML, a test case for each letter. Pure."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from generator.comparison.describe import place_told, plain, readable, regions_told, segments_told
from generator.comparison.outcome import Outcome
from generator.comparison.records import Change, LetterComparison

_MISSING = {"only_old": "the letter is only in the old run", "only_new": "the letter is only in the new run"}


def junit_xml(outcome: Outcome) -> bytes:
    """Return a suite for each letter kind; a different letter fails, an incomparable one is an error."""
    kinds: defaultdict[str, list[LetterComparison]] = defaultdict(list)
    for comparison in outcome.comparisons:
        kinds[comparison.pair.key.kind or "letters"].append(comparison)
    root = etree.Element("testsuites", name=f"letterbook diff {outcome.old} {outcome.new}")
    for kind, letters in sorted(kinds.items()):
        _suite(root, kind, letters)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _suite(root: etree._Element, kind: str, letters: list[LetterComparison]) -> None:
    errors = sum(comparison.verdict == "unreadable" for comparison in letters)
    failures = sum(comparison.verdict not in {"same", "unreadable"} for comparison in letters)
    counts = {"tests": str(len(letters)), "failures": str(failures), "errors": str(errors)}
    suite = etree.SubElement(root, "testsuite", {"name": kind, **counts})
    for comparison in letters:
        case = etree.SubElement(suite, "testcase", classname=kind, name=comparison.pair.name or "letter")
        if comparison.verdict == "unreadable":
            etree.SubElement(case, "error", message="; ".join(map(str, comparison.problems)))
        elif comparison.verdict != "same":
            message = _MISSING.get(comparison.verdict, f"{len(comparison.changes)} changes")
            etree.SubElement(case, "failure", message=message).text = "\n".join(
                map(change_line, comparison.changes)
            )


def change_line(change: Change) -> str:
    """Return one change of one letter on a line."""
    if change.regions and not change.new:
        return f"{place_told(change)}: looks different ({regions_told(change.regions)})"
    if change.segments and change.what == "wording":
        return f"{place_told(change)}: {segments_told(change.segments, plain)}"
    return f"{place_told(change)}: {change.what}: {_value(change.old)} -> {_value(change.new)}"


def _value(value: str) -> str:
    return readable(value) or "none"
