"""Faults planted on purpose, one at a time, to see whether tests notice: ``python -m mutants M=TESTS``."""
