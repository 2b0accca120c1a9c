"""Tests of ``word``."""
