"""Tests of ``fields``."""
