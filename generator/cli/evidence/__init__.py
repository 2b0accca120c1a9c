"""The commands about the record itself: checkpoints, verification, proofs, keys, copies of all of it."""
