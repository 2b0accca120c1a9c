"""How commands speak: shared ``options``, ``reporting``, ``tables`` for the eye, ``output`` that may fail."""
