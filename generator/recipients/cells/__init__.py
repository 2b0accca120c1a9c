"""What one cell may say: its ``characters``, and its value by the kind of its column.

``kinds`` names the kinds; ``addresses``, ``amounts`` and ``dates`` read theirs, and say what was probably
meant.
"""
