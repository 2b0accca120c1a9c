"""DrawingML (part 1, 20): ``drawings`` in the text are ``pictures``, ``shapes`` or ``groups`` of both.

``anchors`` say where they stand, ``geometry`` how a shape runs, ``images`` which picture files can be shown.
"""
