"""The commands of a review: what waits, who is to read it, what was decided, what may go out."""
