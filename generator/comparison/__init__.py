"""An old run against a new one: the same, or what changed in which letters, by word, picture, structure.

Letters are paired, compared level by level (cheapest first), and their changes grouped, so that one change
of a template is one change however many letters show it. Every stage returns values; nothing here prints.
"""
