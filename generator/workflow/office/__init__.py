"""What a server keeps at hand of a campaign, and the use cases that only pages and the REST API have."""
