"""The commands about recipients: what happened to their letters is recorded; where they stand is told."""
