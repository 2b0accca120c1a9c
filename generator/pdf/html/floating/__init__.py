"""What stands beside the text or anywhere on the page.

``boxes`` are pictures, text boxes and groups, ``floats`` what text flows around, ``outlines`` shapes behind
their text; ``placing`` says where each stands.
"""
