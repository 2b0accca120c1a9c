"""The template engine: a part compiled once, merged many times, within limits.

``compiling`` with ``codegen`` and ``costs`` turns Jinja source into a function in the closed environment of
``sandbox``, with the ``filters`` of letters. ``rendering`` is one merge: ``undefined`` values stay silent
until they are used, ``output`` decides what may be printed, ``diagnostics`` tells faults at their places.
What comes out goes through ``postprocessing`` and ``repairs``; ``fragments`` packs it quickly, ``fallback``
takes docxtpl's own way, ``steering`` knows which values decide about a letter's form.
"""
