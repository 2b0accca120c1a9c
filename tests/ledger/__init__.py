"""The ledger: recorded once, never changed, proven."""
