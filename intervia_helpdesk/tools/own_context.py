"""A mark in the context that only code of ours can have put there.

Calls from outside name any key, but carry no objects: nobody mutes a notice by saying
that the client knows, or that nobody is to be told.
"""

OWN = object()
