"""The style sheet of one document: each distinct look is written once and named by a class."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.errors import Problem


@dataclass(slots=True)
class Stylesheet:
    """The rules so far, in the order of their first use, and what could not be set as Word would.

    ``has_undescribed`` when a picture that means something has no description.
    """

    rules: list[str] = field(default_factory=list)
    classes: dict[str, str] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    has_undescribed: bool = False

    def name(self, declarations: str) -> str:
        """Return the class that stands for these declarations."""
        known = self.classes.get(declarations)
        if known is None:
            known = f"c{len(self.classes)}"
            self.classes[declarations] = known
            self.rules.append(f".{known}{{{declarations}}}")
        return known

    def counter(self, content: str) -> str:
        """Return the class of an element that shows generated content, such as a page number."""
        known = self.classes.get(content)
        if known is None:
            known = f"n{len(self.classes)}"
            self.classes[content] = known
            self.rules.append(f".{known}::before{{content:{content}}}")
        return known

    def mentions(self, words: str) -> bool:
        """Tell whether any generated content so far has these words."""
        return any(words in content for content in self.classes)

    def add(self, rule: str) -> None:
        """Add a whole rule."""
        self.rules.append(rule)

    def report(self, problem: Problem) -> None:
        """Note a problem; each distinct one is kept once."""
        self.problems.setdefault(problem)

    @property
    def css(self) -> str:
        """All rules as one style sheet."""
        return "\n".join(self.rules)


def points(length: float) -> str:
    """Return a length as CSS, to a thousandth of a point."""
    text = f"{length:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"0", "-0"} else f"{text}pt"
