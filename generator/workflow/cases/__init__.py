"""Where each recipient stands: ``status`` and plan, ``timelines``, the ``manifest`` of what was sent."""
