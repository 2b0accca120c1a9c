"""Tests of golden letters."""
