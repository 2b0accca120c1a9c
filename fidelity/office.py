"""LibreOffice's PDF of each document: the picture that ours is compared with.

It sees the bundled fonts and its own symbols alone, so that differences are differences of layout. Word sets
no ligatures unless it is asked to and LibreOffice always does, so the fonts are lent to it without theirs.
"""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

from fidelity.subjects import Subject
from generator.pdf.typefaces import FONTS, face, family_for

TYPEFACES = (
    "Times New Roman", "Arial", "Helvetica", "Courier New", "Calibri", "Calibri Light", "Cambria", "Aptos",
    "Aptos Display", "Verdana", "Tahoma", "Georgia", "Garamond", "Consolas", "Segoe UI", "Book Antiqua",
)  # fmt: skip
"""Typefaces of Word for which LibreOffice is told the bundled one, as our typesetter is."""
logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of Carlito's date of creation
OWN_SYMBOLS = "/usr/share/fonts/truetype/libreoffice"
"""Where LibreOffice has its font of symbols, by which alone it shows those of Symbol and Wingdings."""
_AT_ONCE = 40
_LONGEST = 900


class OfficeError(Exception):
    """LibreOffice is not there or does not end."""


def office_pdfs(subjects: Iterable[Subject], folder: Path) -> Mapping[str, bytes]:
    """Return LibreOffice's PDF by the subject's name; one that it cannot read is not among them."""
    sources, made = folder / "docx", folder / "office"
    for needed in (sources, made, folder / "fonts"):
        needed.mkdir(parents=True, exist_ok=True)
    paths = [_written(subject, sources) for subject in subjects]
    environment = os.environ | {"FONTCONFIG_FILE": str(_font_settings(folder))}
    for start in range(0, len(paths), _AT_ONCE):
        _convert(paths[start : start + _AT_ONCE], made, folder / "profile", environment)
    return {path.stem: path.read_bytes() for path in made.glob("*.pdf")}


def _written(subject: Subject, folder: Path) -> Path:
    path = folder / f"{subject.name}.docx"
    path.write_bytes(subject.docx)
    return path


def _convert(paths: list[Path], made: Path, profile: Path, environment: Mapping[str, str]) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "pdf", "--outdir", str(made), *map(str, paths)]
    try:
        subprocess.run(command, env=environment, capture_output=True, check=True, timeout=_LONGEST)  # noqa: S603 - our own paths
    except FileNotFoundError as exc:
        raise OfficeError("soffice is not installed: run 'make fidelity', which installs it") from exc
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as exc:
        raise OfficeError(f"soffice did not end well: {exc}") from exc


def _font_settings(folder: Path) -> Path:
    """Write the font configuration that knows the lent fonts alone."""
    for file in FONTS.glob("*.ttf"):
        _lend(file, folder / "fonts" / file.name)
    path = folder / "fonts.conf"
    folders = "".join(f"<dir>{escape(str(each))}</dir>" for each in (folder / "fonts", OWN_SYMBOLS))
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{folders}'
        f"<cachedir>{escape(str(folder / 'cache'))}</cachedir>{''.join(map(_alias, TYPEFACES))}</fontconfig>"
    )
    return path


def _lend(file: Path, target: Path) -> None:
    with TTFont(file) as font:
        if "GSUB" in font:
            for feature in font["GSUB"].table.FeatureList.FeatureRecord:
                if feature.FeatureTag in {"liga", "clig"}:
                    feature.Feature.LookupListIndex = []
        font.save(target)


def _alias(typeface: str) -> str:
    with TTFont(face(family_for(typeface, ()), bold=False, italic=False).file, lazy=True) as font:
        stand_in = font["name"].getDebugName(1)
    return (
        f'<match target="pattern"><test name="family" qual="any"><string>{typeface}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{stand_in}</string></edit></match>'
    )
