"""The command line: the only room that prints.

``main`` is the command; each of its subcommands is a file, in rooms as the use cases have them
(``letters``, ``cases``, ``evidence``, ``comparing``), and ``terminal`` is how all of them speak.
"""
