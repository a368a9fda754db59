"""Authentication of outgoing calls: who a request is made as.

Never: a token or a password in what is kept of a run; and never a token of one tenant for another.
"""

__all__: list[str] = []
