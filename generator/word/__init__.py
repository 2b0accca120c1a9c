"""All that knows what is inside a .docx.

In the order of a letter: ``opc`` opens the package, ``syntax`` and ``engine`` are the template engine behind
``template``, ``fields`` Word's own fields; ``reading`` settles a rendered .docx into a ``document``. Beside
them ``inspection`` answers questions about a template, and ``stamping`` marks the pages of a copy.
"""

from generator.word.engine.rendering import Limits
from generator.word.template import MergeField, Template

__all__ = ["Limits", "MergeField", "Template"]
