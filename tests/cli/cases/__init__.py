"""Tests of the commands about recipients."""
