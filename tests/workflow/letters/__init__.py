"""Tests of checking and making letters."""
