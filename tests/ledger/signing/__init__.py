"""Tests of keys and notes."""
