"""Elements of a .docx as lines of text, however they are written: what never counts is not in them.

Left out are the marks of saving and of checking: ``w:rsid…``, ``w14:paraId``, ``w:proofErr``,
``w:lastRenderedPageBreak``, the bookmark ``_GoBack``, ids that programs count anew, and a toggle that is off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.word.markup import R, any_attribute, local_name

_SAVED = frozenset({"paraId", "textId", "anchorId", "editId"})
_CHECKED = frozenset({"proofErr", "lastRenderedPageBreak", "softHyphen"})
_OFF = frozenset({"0", "false", "off"})
_ON = frozenset({"1", "true", "on"})
_TOGGLES = frozenset({"b", "i", "caps", "smallCaps", "strike", "dstrike", "bCs", "iCs"})
_NUMBERED = frozenset({"docPr", "cNvPr", "bookmarkStart", "bookmarkEnd"})


@dataclass(frozen=True, slots=True)
class Markup:
    """How elements of one part become lines; ``targets`` are what its relationships lead to, by their ids."""

    targets: tuple[tuple[str, str], ...]

    def lines(
        self, element: etree._Element, path: str = "", *, texts: bool = True
    ) -> Iterator[tuple[str, str]]:
        """Yield path and value of an element, its attributes, its text and all below it.

        Without ``texts`` the words of text boxes are left out, which stand in paragraphs of their own.
        """
        waiting = [(element, path)]
        while waiting:
            node, above = waiting.pop()
            if not counts(node) or (not texts and local_name(node) == "txbxContent"):
                continue
            here = f"{above}/{_told(str(node.tag))}"
            own = tuple(self.own(node, above))
            yield from own if own or len(node) else ((here, "is there"),)
            waiting += [(child, here) for child in reversed(node)]

    def own(self, element: etree._Element, path: str = "") -> Iterator[tuple[str, str]]:
        """Yield path and value of the attributes and the text of an element alone."""
        here = f"{path}/{_told(str(element.tag))}"
        yield from ((f"{here}@{name}", value) for name, value in self._attributes(element))
        if said := (element.text or "").strip():
            yield f"{here} text", said

    def _attributes(self, element: etree._Element) -> Iterator[tuple[str, str]]:
        numbered = local_name(element) in _NUMBERED
        for key, value in sorted(element.attrib.items()):
            name = str(key).rpartition("}")[2]
            if name.startswith("rsid") or name in _SAVED or (numbered and name == "id"):
                continue
            if name == "val" and value in _ON and local_name(element) in _TOGGLES:
                continue
            if str(key).startswith(f"{{{R}}}") or name == "relid":
                yield _told(str(key)), f"to {dict(self.targets).get(str(value), value)}"
            elif name == "Ignorable":
                yield name, " ".join(sorted(str(element.nsmap.get(p, p)) for p in str(value).split()))
            else:
                yield _told(str(key)), str(value)


def counts(element: etree._Element) -> bool:
    """Return whether an element says anything but how and when the document was saved."""
    if callable(element.tag):
        return False
    name = local_name(element)
    if name in _CHECKED or (name in _TOGGLES and _value(element) in _OFF):
        return False
    return not (name == "bookmarkStart" and any_attribute(element, "name") == "_GoBack")


def without_marks_of_saving(root: etree._Element) -> etree._Element:
    """Return the root, in which the end of each bookmark bears its name, without the bookmark ``_GoBack``."""
    names = {any_attribute(e, "id"): any_attribute(e, "name") for e in root.iter("{*}bookmarkStart")}
    for end in list(root.iter("{*}bookmarkEnd")):
        name = names.get(any_attribute(end, "id"), "none")
        parent = end.getparent()
        if name == "_GoBack" and parent is not None:
            parent.remove(end)
        else:
            end.set("name", name)
    return root


def _value(element: etree._Element) -> str:
    return any_attribute(element, "val")


def _told(name: str) -> str:
    """Return a name as it is compared: with its namespace, but for that of WordprocessingML."""
    namespace, _, bare = name.rpartition("}")
    return (
        bare if namespace.endswith("/wordprocessingml/2006/main") or not namespace else f"{namespace}}}{bare}"
    )
