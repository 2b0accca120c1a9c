"""What the record is worth to somebody who doubts it.

``verifying`` signs, verifies and proves; ``made_files`` are held against the record; a ``witness`` vouches
for it from elsewhere; ``keys`` follow each other on the record; ``backup`` and ``moving`` carry the record
to another place.
"""
