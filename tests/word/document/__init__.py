"""Tests of ``document``."""
