"""Languages are told to readers in a form that they know."""

from __future__ import annotations

import pytest

from generator.word.document.languages import language_tag


@pytest.mark.parametrize(
    ("named", "tag"),
    [
        ("en-US", "en-US"), ("de", "de"), ("zh-Hans-CN", "zh-Hans-CN"), ("en_GB", "en-GB"), ("0407", "de-DE"),
        ("x-none", ""), ("none", ""), ("", ""), ("FFFF", ""), ("e n", ""), ('"><b', ""),
    ],
)  # fmt: skip
def test_a_language_is_a_tag_of_rfc_5646_or_nothing(named: str, tag: str) -> None:
    assert language_tag(named) == tag
