"""Tests of the recipient tables."""
