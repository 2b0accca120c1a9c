"""Tests of files that are there whole or not at all."""
