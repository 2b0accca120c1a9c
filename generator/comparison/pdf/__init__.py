"""A PDF on both sides: its words, how its pages look, what screen readers read, and everything else."""
