"""The reports of a comparison, a file each; every one returns what is to be written."""
