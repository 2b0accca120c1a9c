"""The use cases: each joins the stages of the house into what one command does.

``letters`` makes letters of a campaign and checks that they can be made; ``record`` is the record of a
campaign and what is entered into it; ``cases`` tells where the recipients stand; ``evidence`` keeps and
proves what the record is worth; ``comparing`` holds runs, and golden letters, against each other. What all
of them need is beside these rooms: ``sources`` where a campaign is read from, ``environment`` the clock and
the user, ``processes`` and ``bounded`` the work of other processes, ``saving`` the files that a user names.
Only this room reads the clock and the environment.
"""
