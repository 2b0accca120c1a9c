"""Tests of how commands speak."""
