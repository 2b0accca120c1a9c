"""The tables in SQLite or PostgreSQL, and what is asked of them.

``schema`` defines them and ``definition`` tells whether they still are what it says; ``connection`` opens
them for one appender; ``queries`` reads; ``outcome`` finds out whether a transaction whose reply was lost
took place.
"""
