"""Letterbook: letters from a recipient table and Word templates, checked, rendered and recorded."""

__version__ = "0.1.0"
