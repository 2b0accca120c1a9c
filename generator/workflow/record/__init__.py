"""The record of a campaign, and what is entered into it.

``campaign_record`` knows where ledger, store, keys and checkpoints lie; ``appending`` appends what was
decided on the ledger as it is; ``copies`` of checkpoints go to other places by ``carriers``. ``letterbook
record`` is ``entering``: ``entries`` are read with their files, ``deciding`` says what is to be recorded of
them and what that changes.
"""
