"""The append-only record: schema, append, read, checkpoint, verify, prove."""
