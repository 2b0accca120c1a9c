"""The use cases, one file each.

Only this room reads the clock; the rooms below take dates, paths and settings as arguments.
"""
