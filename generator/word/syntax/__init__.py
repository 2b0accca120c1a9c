"""The language of templates as it stands in Word: tags between words, and what they ask for.

In the order of reading: ``protection`` and ``source`` make a part Jinja source, ``tags`` knows where each tag
stands; ``parsing``, ``block_matching``, ``nesting``, ``placement`` and ``revisions`` tell what is wrong with
them, ``paths`` which values they need; ``plain_text`` is the
template as ``git diff`` can show it.
"""
