"""The commands that hold letters against each other: ``diff``, ``golden``, and ``text`` as compared."""
