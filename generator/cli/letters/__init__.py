"""The commands that begin a campaign, look into templates, and check and make letters."""
