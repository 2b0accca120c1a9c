"""The package around a Word document (ECMA-376 part 2): its zip, its parts and how they hang together.

Read ``archive`` first: the zip, read within bounds and written the same each time. ``relationships`` has the
content types and the ways between parts; ``validation`` refuses what no letter may carry, ``sanitizing`` cuts
out what it is used without, and ``strict`` makes other forms of a document the transitional one.
"""
