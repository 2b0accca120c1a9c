"""Tests of the record of a campaign."""
