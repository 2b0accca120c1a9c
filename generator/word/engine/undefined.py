"""A value that was not given: it stays silent while it is passed on, and is noted where it would be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NoReturn

from jinja2 import Undefined
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.utils import missing

from generator.word.engine.rendering import CURRENT, MergeFaultKind, note_here


class Missing(Undefined):
    """An undefined value that remembers its path, such as ``recipient.addres.city``.

    It may be tested (``{% if %}``, ``is defined``, ``default()``): that makes a field optional. Printing,
    comparing, counting and looping note a fault and go on, so that one merge finds every fault.
    """

    __slots__ = ("path",)

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        self.path: tuple[str, ...] = (str(name),)

    def child(self, name: object) -> Missing:
        """Return the missing value at ``name`` below this one."""
        below = Missing(self._undefined_hint, self._undefined_obj, self._undefined_name)
        below.path = (*self.path, str(name))
        return below

    def note(self) -> None:
        """Note that this value would have been used here."""
        kind: MergeFaultKind = "forbidden" if self._undefined_hint else "missing"
        message = self._undefined_hint or ""
        note_here(CURRENT.get(), kind, message, path=self.path, known=self._known_names())

    def __str__(self) -> str:
        self.note()
        return ""

    def __len__(self) -> int:
        self.note()
        return 0

    def __iter__(self) -> Iterator[object]:
        self.note()
        return iter(())

    def __contains__(self, _: object) -> bool:
        self.note()
        return False

    def __eq__(self, _: object) -> bool:
        self.note()
        return False

    def __ne__(self, _: object) -> bool:
        self.note()
        return True

    def __hash__(self) -> int:
        self.note()
        return 0

    def __bool__(self) -> bool:
        rendering = CURRENT.get()
        if rendering.watches_tests:
            note_here(rendering, "tested", path=self.path, known=self._known_names())
        return False

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.child(name)

    def __getitem__(self, name: object) -> Missing:  # type: ignore[override]
        return self.child(name)

    def _itself(self, *_: object, **__: object) -> Missing:
        return self

    def _compared(self, _: object) -> bool:
        self.note()
        return False

    def _fail_with_undefined_error(self, *_: object, **__: object) -> NoReturn:
        self.note()
        raise ValueError(f"{'.'.join(self.path)} has no value")

    def _known_names(self) -> tuple[str, ...]:
        owner = self._undefined_obj
        return tuple(map(str, owner)) if isinstance(owner, Mapping) else ()

    # The parent's operators never return, so mypy takes any that do for another kind of thing.
    __add__ = __radd__ = __sub__ = __rsub__ = _itself  # type: ignore[assignment]
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _itself  # type: ignore[assignment]
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _itself  # type: ignore[assignment]
    __pow__ = __rpow__ = __neg__ = __pos__ = __call__ = _itself  # type: ignore[assignment]
    __lt__ = __le__ = __gt__ = __ge__ = _compared  # type: ignore[assignment]
    __int__ = __float__ = __complex__ = _fail_with_undefined_error
