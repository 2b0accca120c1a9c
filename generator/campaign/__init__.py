"""``campaign.toml``: ``schema`` says what may stand in it, ``faults`` tells what may not.

``read_campaign`` is the way in.
"""

from generator.campaign.reading import read_campaign

__all__ = ["read_campaign"]
