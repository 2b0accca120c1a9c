"""Changes planted in a letter, each with the level and the words in which a comparison must tell it.

``docs/diff.md`` lists them by name.
"""
