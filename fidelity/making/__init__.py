"""Word documents as Word writes them, said in a few words of Python."""
