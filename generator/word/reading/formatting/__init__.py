"""Formatting: ``cascade`` has its layers, ``styles`` and ``theme`` what they name, ``resolution`` the result.

``run_properties`` and ``paragraph_properties`` lay direct formatting over styles over defaults (17.7.2);
``conditional_formatting`` says which parts of a table style a cell lies in (17.7.6), ``scripts`` which of a
run's three fonts a character takes.
"""
