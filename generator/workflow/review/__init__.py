"""The use cases of a review: reading what waits, deciding on it, releasing it.

``desk`` reads the reviews of a campaign or of one letter; ``recording`` appends what somebody does,
``deeds`` are what can be done; ``releasing`` copies approved bytes out of the store.
"""
