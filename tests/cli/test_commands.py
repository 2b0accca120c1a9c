"""The commands as a user meets them: output, exit status, and a disk that stays as it was."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.comparison.golden.kept import TEXTS
from generator.pdf.stamping import stamp as stamp_pdf
from generator.word.stamping import stamp as stamp_word
from tests.reading_back import docx_paragraphs, fold, letterbook, pdf_text
from tests.written import Written, paragraph

ROOT = Path(__file__).parent.parent.parent
FIXTURES = Path(__file__).parent / "tables"

HOSTILE = {
    "firm": "Smith & Sons <LLC>",
    "cdata": "]]> end",
    "quotes": "\"double\" and 'single'",
    "accents": "Zoë Łódź Ñuñoa Straße",
    "braces": "{{7*7}} and {% if %}",
    "long": "Department of " + "Very " * 55 + "Long Names",
    "hebrew": "משרד ראש העיר",
}


@pytest.fixture(scope="module")
def hostile_letter(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return the text of both formats of a letter to a recipient whose every value is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("campaign.toml", "templates"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    header, chicago = (ROOT / "recipients.csv").read_text(encoding="utf-8").splitlines()[:2]
    cells = dict(zip(header.split(","), chicago.replace('"Chicago, Illinois"', "x").split(","), strict=True))
    cells |= {
        "jurisdiction": HOSTILE["firm"] + " " + HOSTILE["cdata"],
        "addressee_title": HOSTILE["hebrew"],
        "office": HOSTILE["long"],
        "street": HOSTILE["quotes"] + " " + HOSTILE["braces"],
        "city": HOSTILE["accents"],
    }
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells.values())
    (folder / "recipients.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    done = letterbook("generate", "--letter", "document_request", "--as-of", "2018-02-26", cwd=folder)
    assert done.returncode == 0, done.stderr
    (docx,) = folder.glob("out/*/*.docx")
    (pdf,) = folder.glob("out/*/*.pdf")
    return fold(" ".join(docx_paragraphs(docx.read_bytes()))), fold(pdf_text(pdf.read_bytes()))


@pytest.mark.parametrize("value", [name for name in HOSTILE if name != "hebrew"])
def test_a_hostile_value_arrives_complete_in_both_formats(
    hostile_letter: tuple[str, str], value: str
) -> None:
    for text in hostile_letter:
        assert fold(HOSTILE[value]) in text


def test_right_to_left_text_arrives_complete_in_both_formats(hostile_letter: tuple[str, str]) -> None:
    docx, pdf = hostile_letter
    assert HOSTILE["hebrew"] in docx
    # A PDF holds right-to-left text in the order in which it is painted: here in the address and on page 2.
    painted = sorted(ch for ch in pdf if "\u0590" <= ch <= "\u05ff")
    assert painted == sorted(HOSTILE["hebrew"].replace(" ", "") * 2)


def test_control_characters_are_refused_and_nothing_is_written(copied_campaign: Path) -> None:
    table = copied_campaign / "recipients.csv"
    table.write_bytes(table.read_bytes().replace(b"City of Albany", b"City\x0b of Albany"))
    done = letterbook(
        "generate", "--letter", "document_request", "--as-of", "2018-02-26", cwd=copied_campaign
    )
    assert done.returncode == 1
    assert "recipients.csv:6: jurisdiction: " in done.stderr
    assert not (copied_campaign / "out").exists()


def test_a_fault_in_the_last_row_leaves_no_half_batch(copied_campaign: Path) -> None:
    table = copied_campaign / "recipients.csv"
    table.write_text(table.read_text().replace("97301", "9730"), encoding="utf-8")
    done = letterbook(
        "generate", "--letter", "document_request", "--as-of", "2018-01-24", cwd=copied_campaign
    )
    assert done.returncode == 1
    assert "recipients.csv:24: postal_code: " in done.stderr
    assert not (copied_campaign / "out").exists()


def test_check_is_quiet_about_a_sound_campaign() -> None:
    done = letterbook("check", "--expect-rows", "23", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "23 recipients, no fault" in done.stdout


def test_check_and_golden_count_the_same_letters() -> None:
    told = json.loads(letterbook("check", "--json", cwd=ROOT).stdout)
    assert told["letters"] == len(json.loads((ROOT / "golden" / TEXTS).read_bytes())) == 299
    assert told["with_missing_items"] == 69


def test_check_counts_the_rows(copied_campaign: Path) -> None:
    done = letterbook("check", "--expect-rows", "24", cwd=copied_campaign)
    assert done.returncode == 1
    assert "24" in done.stderr
    assert "23" in done.stderr


def test_a_field_that_would_print_blank_names_template_place_field_and_recipients(
    copied_campaign: Path,
) -> None:
    campaign = copied_campaign / "campaign.toml"
    text = campaign.read_text(encoding="utf-8").replace('salutation = "text"', 'salutation = "optional text"')
    campaign.write_text(text, encoding="utf-8")
    table = copied_campaign / "recipients.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    rows[5] = rows[5].replace("Dear Mayor:", "")
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = letterbook("check", "--json", cwd=copied_campaign)
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    assert {problem["field"] for problem in problems} == {"recipient.salutation"}
    assert len(problems) == 4
    for problem in problems:
        assert ".docx" in problem["source"]
        assert "paragraph" in problem["source"]
        assert "ny-albany at recipients.csv:6" in problem["message"]


def test_a_template_without_end_stops_within_the_campaigns_limits(copied_campaign: Path) -> None:
    campaign = copied_campaign / "campaign.toml"
    campaign.write_text(campaign.read_text(encoding="utf-8") + "\n[limits]\nseconds = 1\nmegabytes = 1\n")
    endless = docx_of("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}")
    (copied_campaign / "templates" / "letters" / "document_request.docx").write_bytes(endless)
    arguments = ("generate", "--letter", "document_request", "--as-of", "2018-02-26", "--only", "il-chicago")
    done = letterbook(*arguments, cwd=copied_campaign)
    assert done.returncode == 1
    assert "document_request.docx" in done.stderr
    assert not (copied_campaign / "out").exists()


def test_a_document_that_costs_more_than_the_campaigns_limits_is_refused(copied_campaign: Path) -> None:
    campaign = copied_campaign / "campaign.toml"
    campaign.write_text(campaign.read_text(encoding="utf-8") + "\n[limits]\ndocument_seconds = 1\n")
    long = Written("".join(paragraph(str(number)) for number in range(9_000)), parts={}).docx()
    (copied_campaign / "templates" / "letters" / "document_request.docx").write_bytes(long)
    arguments = ("generate", "--letter", "document_request", "--as-of", "2018-02-26", "--only", "il-chicago")
    done = letterbook(*arguments, cwd=copied_campaign)
    assert done.returncode == 1
    assert "takes longer than 1 second\n" in done.stderr
    assert not (copied_campaign / "out").exists()


def test_only_takes_the_recipients_named_and_knows_the_nearest(copied_campaign: Path) -> None:
    arguments = (
        "generate",
        "--letter",
        "document_request",
        "--as-of",
        "2018-02-26",
        "--format",
        "docx",
        "--json",
    )
    done = letterbook(*arguments, "--only", "vt-burlington,ms-jackson", cwd=copied_campaign)
    made = json.loads(done.stdout)
    assert [letter["recipient_id"] for letter in made["letters"]] == ["vt-burlington", "ms-jackson"]
    assert len(list(Path(copied_campaign, made["folder"]).glob("*.pdf"))) == 0
    wrong = letterbook(*arguments, "--only", "vt-burlingtn", cwd=copied_campaign)
    assert wrong.returncode == 2
    assert "vt-burlington" in json.loads(wrong.stdout)["hint"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("generate", "--letter", "reminder"), "document_request"),
        (("generate", "--as-of", "2018-02-30"), "2018-01-24"),
        (("generate", "--format", "odt"), "docx"),
        (("generate", "--letter", "document_request", "--grounds", "nil"), "grounds"),
        (("generate", "--as-of", "2018-02-27", "--grounds", "incomplete"), "--letter"),
        (("check", "--campaign", "nowhere.toml"), "nowhere.toml"),
        (("template", "lint", "nowhere.docx"), "nowhere.docx"),
        (("template", "show", "nowhere.docx"), "nowhere.docx"),
        (("render", "nowhere.docx", "--data", "x.json", "--out", "y"), "nowhere.docx"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_is_known(
    copied_campaign: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = letterbook(*arguments, cwd=copied_campaign)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (copied_campaign / "out").exists()


def test_a_disk_that_cannot_be_written_ends_with_4(copied_campaign: Path) -> None:
    (copied_campaign / "out").write_text("a file is in the way")
    arguments = ("generate", "--letter", "document_request", "--as-of", "2018-02-26", "--format", "docx")
    done = letterbook(*arguments, cwd=copied_campaign)
    assert done.returncode == 4
    assert "out" in done.stderr


def test_render_needs_no_campaign(tmp_path: Path) -> None:
    template = tmp_path / "letter.docx"
    document = docx_of("Dear {{ name }},", "{% for row in rows %}{{ row.amount }}; {% endfor %}")
    template.write_bytes(document)
    (tmp_path / "values.json").write_text(
        json.dumps({"name": "A & B", "rows": [{"amount": 5}, {"amount": 7}]})
    )
    done = letterbook("render", "letter.docx", "--data", "values.json", "--out", "made.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert docx_paragraphs((tmp_path / "made.docx").read_bytes()) == ["Dear A & B,", "5; 7;"]


def test_render_marks_drafts(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(docx_of("Dear {{ name }},"))
    (tmp_path / "values.json").write_text('{"name": "Ann"}')
    call = ("render", "letter.docx", "--data", "values.json", "--out")
    plain, marked = (
        letterbook(*call, "plain", cwd=tmp_path),
        letterbook(*call, "draft", "--draft", cwd=tmp_path),
    )
    assert (plain.returncode, marked.returncode) == (0, 0), marked.stderr
    for form, stamp in (("docx", stamp_word), ("pdf", stamp_pdf)):
        letter, copy = (tmp_path / name / f"letter.{form}" for name in ("plain", "draft"))
        assert copy.read_bytes() == stamp(letter.read_bytes(), "DRAFT")


def test_render_makes_a_document_for_each_row_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(docx_of("Dear {{ name }},"))
    (tmp_path / "values.csv").write_text("id,name\na-1,Ann\nb/2,Bob\n", encoding="utf-8")
    done = letterbook("render", "letter.docx", "--data", "values.csv", "--out", "made", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "a-1.docx", "a-1.pdf", "b-2.docx", "b-2.pdf",
    ]  # fmt: skip
    assert "Dear Bob," in pdf_text((tmp_path / "made" / "b-2.pdf").read_bytes())


def test_render_tells_each_missing_value_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(docx_of("{{ a.b }} and {{ c }}"))
    (tmp_path / "values.json").write_text('{"a": {"x": 1}, "c": " "}')
    done = letterbook("render", "letter.docx", "--data", "values.json", "--out", "made.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert "a.b" in done.stderr
    assert "c" in done.stderr
    assert not (tmp_path / "made.pdf").exists()


def docx_of(*paragraphs: str) -> bytes:
    import io

    import docx

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FAULTS_BY_ROW = {
    2: ("il-chicago,", "il chicago,"),
    3: (",IL,", ",Illinois,"),
    4: ("10007", "1007"),
    5: ("@ca-state", ".ca-state"),
    6: ("ny-albany,", "il-cook-county,"),
    7: ("38926", "$38,926"),
    8: ("America/Denver", "Mountain"),
    9: ("05401", "5401"),
    10: (",CO,", ",CL,"),
    11: ("22849", "2.2849E+04"),
    12: ("2017-11-15", "11/15/2017"),
    13: ("98104", "#N/A"),
    14: ("2017-11-15", "2017-11-31"),
    15: ("Los Angeles", "Los\x07Angeles"),
    16: ("Dear Mayor:", ""),
    17: ("ca-monterey-county,", "../monterey,"),
    18: ("95814", "95814-12"),
    19: ("San Francisco", "San" + "x" * 12_000 + " Francisco"),
    20: ("47104", "-47104"),
    21: ("@ca-watsonville.example", "@"),
    22: ("America/New_York", "EST"),
    23: (",60606,", ",,"),
    24: ("or-state,", ","),
}


def test_a_table_full_of_faults_tells_all_of_them_in_one_run(copied_campaign: Path) -> None:
    table = copied_campaign / "recipients.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    for number, (sound, faulty) in FAULTS_BY_ROW.items():
        assert sound in lines[number - 1], number
        lines[number - 1] = lines[number - 1].replace(sound, faulty, 1)
    lines += ["too,short", lines[1].replace("il chicago", "con"), '"ks-open,City of Open']
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (copied_campaign / "out").mkdir()
    done = letterbook("check", "--expect-rows", "23", "--json", cwd=copied_campaign)
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    rows = {
        int(problem["source"].rpartition(":")[2]) for problem in problems if problem["source"][-1].isdigit()
    }
    assert rows >= set(FAULTS_BY_ROW) | {25, 26, 27}
    assert len({(it["source"], it["field"], it["message"]) for it in problems}) >= 25
    assert all(problem["hint"] for problem in problems)
    assert list((copied_campaign / "out").iterdir()) == []


def test_a_file_name_that_is_no_unicode_is_told_in_json(tmp_path: Path) -> None:
    shutil.copy(ROOT / "campaign.toml", tmp_path)
    done = letterbook("check", "--json", "--recipients", "nothere\udcff.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert json.loads(done.stdout)["message"].startswith("nothere\udcff.csv: ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("status", "--as-of", "foo"), "'foo' is not a day"),
        (("record", "sent", "ca-fremont"), "--on"),
        (("status", "--nope"), "--nope"),
        (("manifest", "--format", "xlsx"), "another form"),
    ],
)
def test_a_misspelt_command_is_told_in_json_too(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    shutil.copy(ROOT / "campaign.toml", tmp_path)
    done = letterbook(*arguments, "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert done.returncode == 2
    assert (told["ok"], told["code"]) == (False, "usage")
    assert words in told["message"]


def test_a_check_names_the_table_that_it_read(tmp_path: Path) -> None:
    for name in ("campaign.toml", "templates"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "recipients.csv", tmp_path / "others.csv")
    done = letterbook("check", "--recipients", "others.csv", cwd=tmp_path)
    assert done.stdout.startswith("others.csv: 23 recipients")
