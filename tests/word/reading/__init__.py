"""Tests of ``reading``."""
