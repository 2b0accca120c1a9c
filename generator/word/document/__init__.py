"""The resolved document: what a Word document says once every style, theme and number is settled.

``content`` are its blocks and what is in them, ``formats`` how they look, ``positions`` where they stand,
``passages`` their words in the order of reading, ``languages`` the tags of what they are written in.
"""
