"""The same change in many letters is one change, and what accounts for it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.comparison.comparing import compare_pair
from generator.comparison.describe import headline, summary
from generator.comparison.grouping import Group
from generator.comparison.outcome import Outcome, conclude
from generator.comparison.records import (
    Change,
    ComparableLetter,
    LetterComparison,
    LetterKey,
    Pair,
    Settings,
)
from tests.comparison.specimens import docx, docx_parts, letter, paragraph

TOWNS = ("Albany", "Berkeley", "Chicago", "Denver", "Fremont", "Jackson", "Lawrence", "Seattle")
NEW_TEMPLATE = (
    {"template_sha256": "a" * 64, "row_sha256": "c" * 64},
    {"template_sha256": "b" * 64, "row_sha256": "c" * 64},
)
NEW_ROW = (
    {"template_sha256": "a" * 64, "row_sha256": "c" * 64},
    {"template_sha256": "a" * 64, "row_sha256": "d" * 64},
)
Write = Callable[[str, int], tuple[str, ...]]


def told(town: str, number: int) -> tuple[str, ...]:
    """Return the paragraphs of a letter to a town."""
    return (
        f"City of {town}",
        "Dear Mayor:" if number % 2 else f"Dear Chair of the Board of {town}:",
        f"The award to the City of {town} was ${number + 1},{number:03d}.",
        f"On January 24, 2018, we asked {town} for documents (reference DR-{town.upper()}-01).",
        "If you have no document, say so.",
        "You must send the documents by March 8, 2018.",
        "Sincerely,",
    )


def reworded(old: str, new: str) -> Write:
    return lambda town, number: tuple(text.replace(old, new) for text in told(town, number))


def write_letter(folder: Path, town: str, texts: tuple[str, ...], **known: object) -> ComparableLetter:
    parts = docx_parts()
    start, end = str(parts["word/document.xml"]).split("<w:body>")[0], "</w:body></w:document>"
    parts["word/document.xml"] = f"{start}<w:body>{''.join(map(paragraph, texts))}{end}"
    return letter(folder, LetterKey(town.lower(), "follow_up", 1), {"docx": docx(parts)}, **known)


def run(folder: Path, write: Write, old: dict[str, object], new: dict[str, object]) -> Outcome:
    """Compare eight letters before and after a change of how they are written."""
    found = []
    for number, town in enumerate(TOWNS):
        before = write_letter(folder / "old", town, told(town, number), **old)
        after = write_letter(folder / "new", town, write(town, number), **new)
        found.append(compare_pair(Pair(before.key, before, after), Settings()))
    return conclude("old", "new", found)


def only_group(outcome: Outcome) -> Group:
    (group,) = outcome.groups
    return group


def test_a_template_sentence_changed_for_all_is_one_change_with_a_place_in_each_letter(
    tmp_path: Path,
) -> None:
    group = only_group(run(tmp_path, reworded("You must send", "You shall send"), *NEW_TEMPLATE))
    assert (group.cause, group.letters, len(group.places), group.uniform) == ("template", 8, 8, True)
    assert "“must” became “shall” in 8 letters of follow_up — the template changed" in headline(group)


def test_the_same_words_between_different_values_are_still_one_change(tmp_path: Path) -> None:
    group = only_group(run(tmp_path, reworded("we asked", "this office asked"), *NEW_TEMPLATE))
    assert (group.cause, group.letters, len(group.places)) == ("template", 8, 8)


def test_a_salutation_reworded_is_one_change_though_each_letter_greets_another(tmp_path: Path) -> None:
    group = only_group(run(tmp_path, reworded("Dear ", "To the "), {}, {}))
    assert (group.letters, len(group.places)) == (8, 8)


def test_the_same_edit_in_two_paragraphs_is_two_changes(tmp_path: Path) -> None:
    outcome = run(tmp_path, reworded("documents", "papers"), {}, {})
    assert [(group.letters, len(group.places)) for group in outcome.groups] == [(8, 8), (8, 8)]


def test_the_same_edit_of_two_paragraphs_is_told_apart_by_their_other_words(tmp_path: Path) -> None:
    def either(town: str, number: int) -> tuple[str, ...]:
        texts = told(town, number)
        place = 4 if number % 2 else 5
        return tuple(
            text.replace("ou ", "ou all ", 1) if at == place else text for at, text in enumerate(texts)
        )

    groups = run(tmp_path, either, {}, {}).groups
    assert [(group.letters, len(group.places)) for group in groups] == [(4, 4), (4, 4)]


def test_a_value_that_differs_in_each_letter_is_one_change_of_a_merge_value(tmp_path: Path) -> None:
    def doubled(town: str, number: int) -> tuple[str, ...]:
        texts = told(town, number)
        return (*texts[:2], texts[2].replace(f"${number + 1},", f"${2 * number + 3},"), *texts[3:])

    group = only_group(run(tmp_path, doubled, *NEW_ROW))
    assert (group.cause, group.letters, group.uniform) == ("merge value", 8, False)
    assert "amount changed, each letter its own (the first from “$1,000” to “$3,000”)" in headline(group)


def test_the_value_of_one_recipient_is_a_change_of_one_letter(tmp_path: Path) -> None:
    def one(town: str, number: int) -> tuple[str, ...]:
        texts = told(town, number)
        return (*texts[:2], texts[2].replace("$3,002", "$3,200"), *texts[3:])

    group = only_group(run(tmp_path, one, *NEW_ROW))
    assert (group.cause, group.letters) == ("merge value", 1)
    assert headline(group).startswith("amount “$3,002” became “$3,200” in chicago.follow_up, paragraph 3")


def test_a_merge_value_of_the_manifest_is_called_by_its_name(tmp_path: Path) -> None:
    old, new = {"values": (("due_date", "2018-03-08"),)}, {"values": (("due_date", "2018-03-12"),)}
    group = only_group(run(tmp_path, reworded("March 8, 2018", "March 12, 2018"), old, new))
    assert (group.cause, group.field) == ("merge value", "due_date")
    assert "due date changed from “March 8, 2018” to “March 12, 2018” in 8 letters" in headline(group)


def test_what_nobody_proves_is_not_guessed(tmp_path: Path) -> None:
    """Without manifests, and where the template and the row both changed, either can be the cause."""
    both = (
        {"template_sha256": "a" * 64, "row_sha256": "c" * 64},
        {"template_sha256": "b" * 64, "row_sha256": "d" * 64},
    )
    for known in (({}, {}), both):
        group = only_group(run(tmp_path, reworded("You must send", "You shall send"), *known))
        assert group.cause == "unknown"
        assert "—" not in headline(group)


def test_the_same_template_and_row_prove_that_neither_is_the_cause(tmp_path: Path) -> None:
    known = {"template_sha256": "a" * 64, "row_sha256": "b" * 64}
    group = only_group(run(tmp_path, reworded("Sincerely", "Respectfully"), known, known))
    assert group.cause == "program"
    assert headline(group).endswith("the program or campaign.toml changed, neither the template nor the row")


def test_the_same_row_proves_that_the_template_changed(tmp_path: Path) -> None:
    old, new = ({"template_sha256": name * 64, "row_sha256": "c" * 64} for name in "ab")

    def one(town: str, number: int) -> tuple[str, ...]:
        return tuple(
            text.replace("Sincerely", "Yours") if number == 3 else text for text in told(town, number)
        )

    assert only_group(run(tmp_path, one, old, new)).cause == "template"


def test_two_changes_of_a_letter_are_two_groups_widest_first(tmp_path: Path) -> None:
    def both(town: str, number: int) -> tuple[str, ...]:
        texts = reworded("must send", "shall send")(town, number)
        return tuple(text.replace("$1,000", "$1,001") for text in texts)

    outcome = run(tmp_path, both, {}, {})
    assert [group.letters for group in outcome.groups] == [8, 1]
    assert "8 letters: 8 different; 2 changes" in summary(outcome)


def test_groups_do_not_depend_on_the_order_of_the_letters(tmp_path: Path) -> None:
    outcome = run(tmp_path, reworded("we asked", "this office asked"), {}, {})
    assert conclude("old", "new", outcome.comparisons[::-1]) == outcome


def test_letters_of_which_only_a_hash_was_kept_are_one_change_of_their_kind() -> None:
    found = []
    for number, town in enumerate(TOWNS):
        key = LetterKey(town.lower(), "follow_up", 1)
        side = ComparableLetter(key, town, ())
        change = Change("words", "docx", "text", "", 0, f"old {number}", f"new {number}")
        found.append(LetterComparison(Pair(key, side, side), "different", (change,)))
    group = only_group(conclude("golden", "today", found))
    assert headline(group).startswith("text changed (its words were not kept) in 8 letters of follow_up")
