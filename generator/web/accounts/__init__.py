"""Who may come in: accounts, sessions, tokens and links, in tables beside the ledger."""
