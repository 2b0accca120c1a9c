"""All that knows what is inside a .docx."""

from generator.word.rendering import Limits
from generator.word.template import MergeField, Template

__all__ = ["Limits", "MergeField", "Template"]
