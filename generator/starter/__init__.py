"""A new campaign: a table of two recipients, a ``campaign.toml`` that explains itself, and four templates.

The letters are ones that any office could send: a request, a reminder, a final notice, a closing.
"""

from generator.starter.writing import STARTER_TIMEZONE, starter_files

__all__ = ["STARTER_TIMEZONE", "starter_files"]
