"""Tests of what the record is worth."""
