"""What is told of a format that is not certain to give what Word gives."""

from __future__ import annotations


class FormatError(ValueError):
    """A switch, or a value in it, that has no certain reading; ``hint`` is what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.hint = hint
