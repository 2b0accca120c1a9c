"""All that knows what is inside a .docx."""
