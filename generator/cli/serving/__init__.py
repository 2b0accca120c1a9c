"""The server, and the accounts of those who come in."""
