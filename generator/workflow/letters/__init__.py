"""Letters of a campaign, and of any template: checked, rendered, put in place.

``check`` merges every letter dry (those that are ``alike`` once for all) before ``generate`` renders
``batches`` in the ``formats`` asked for and ``drafting`` records them; ``specimens`` are letters that are
not recorded, ``render`` needs no campaign at all, ``inspect`` tells what a template needs and ``init``
begins a campaign.
"""
