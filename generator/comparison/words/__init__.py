"""Words before and after: ``tokens`` of a text, what is ignored, their ``wording``, whose words they are."""
