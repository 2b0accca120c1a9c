"""Tests of ``opc``."""
