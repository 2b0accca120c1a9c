r"""Word's fields: their instructions, and what their formats make of a value (ECMA-376 part 1, 17.16).

``instructions`` takes an instruction apart, for merging, reading and comparison alike. ``merge_fields`` finds
``MERGEFIELD``, ``IF`` and their like in a template, ``merge_results`` says what they print. ``formats`` are
``\@``, ``\#`` and ``\*``, with ``date_pictures``, ``number_pictures`` and what ``languages`` decide.
"""
