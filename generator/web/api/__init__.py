"""The REST API: what the pages and the commands do, for programs."""
