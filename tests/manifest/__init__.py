"""The manifest: what was made, sent, approved and answered, for people and for programs."""
