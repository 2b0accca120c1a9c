"""VML (part 4, 14), the drawings of older versions: read by ``vml`` with ``style`` and ``appearance``."""
