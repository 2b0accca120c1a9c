"""Tests of what single cells say."""
