"""Tests of where recipients stand."""
