"""Golden letters: what the letters of a campaign said and looked like when somebody approved of them. Pure.

Of every letter the hashes of its text and of the parts of its .docx are kept; of one letter of each sort the
text and the .docx themselves, and of those on the usual grounds their pages at 100 dpi and the structure of
their PDF. All of these hold on any machine. The bytes of the files hold on one stack of libraries, so that
their hashes are kept by the stack's name.

``letters`` are those of today, ``kept`` the files that are there; ``checking`` holds the ones against the
others, ``keeping`` renews the files. ``choosing`` names letters, ``approving`` says what somebody has seen.
"""
