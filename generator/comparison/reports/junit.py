"""The outcome as JUnit XML, a test case for each letter. Pure."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from generator.comparison.outcome import Outcome
from generator.comparison.records import Change, LetterComparison
from generator.comparison.telling import place_told, plain, readable, regions_told, segments_told

_MISSING = {"only_old": "the letter is only in the old run", "only_new": "the letter is only in the new run"}


def junit_xml(outcome: Outcome) -> bytes:
    """Return a suite for each letter kind; a different letter fails, an incomparable one is an error."""
    kinds: defaultdict[str, list[LetterComparison]] = defaultdict(list)
    for found in outcome.comparisons:
        kinds[found.pair.key.kind or "letters"].append(found)
    root = etree.Element("testsuites", name=f"letterbook diff {outcome.old} {outcome.new}")
    for kind, letters in sorted(kinds.items()):
        _suite(root, kind, letters)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _suite(root: etree._Element, kind: str, letters: list[LetterComparison]) -> None:
    errors = sum(found.verdict == "unreadable" for found in letters)
    failures = sum(found.verdict not in {"same", "unreadable"} for found in letters)
    counts = {"tests": str(len(letters)), "failures": str(failures), "errors": str(errors)}
    suite = etree.SubElement(root, "testsuite", {"name": kind, **counts})
    for found in letters:
        case = etree.SubElement(suite, "testcase", classname=kind, name=found.pair.name or "letter")
        if found.verdict == "unreadable":
            etree.SubElement(case, "error", message="; ".join(map(str, found.problems)))
        elif found.verdict != "same":
            message = _MISSING.get(found.verdict, f"{len(found.changes)} changes")
            etree.SubElement(case, "failure", message=message).text = "\n".join(
                map(change_line, found.changes)
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
