"""Tests of the commands that compare."""
