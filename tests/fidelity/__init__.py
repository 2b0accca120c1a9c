"""Tests of the measure of fidelity and of its corpus."""
