"""What a page of a PDF paints (ISO 32000-1, 8 and 9): ``painting`` follows its operators one by one."""
