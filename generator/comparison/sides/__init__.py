"""What a user names as one side of a comparison, and the letters that are found there (``opening``)."""
