"""Tests of the tables under a ledger."""
