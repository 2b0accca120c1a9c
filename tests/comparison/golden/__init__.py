"""Tests of ``golden``."""
