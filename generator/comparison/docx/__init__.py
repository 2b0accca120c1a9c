"""A .docx on both sides: its words, its formatting, what programs read, and everything else."""
