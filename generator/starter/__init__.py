"""A new campaign: a table of two recipients, a ``campaign.toml`` that explains itself, and four templates.

The templates are those of the sample campaign: in this folder in a wheel, beside the package in a checkout.
"""

from generator.starter.writing import starter_files

__all__ = ["starter_files"]
