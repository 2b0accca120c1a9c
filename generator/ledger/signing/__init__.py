"""Who vouches for the ledger: ``keys`` sign the ``note`` that states its tree, and a ``witness`` does too."""
