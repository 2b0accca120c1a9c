"""The way from a Word document to a PDF."""
