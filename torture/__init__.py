"""What takes too long for the tests of every day: run with ``make torture``."""
