"""The page behind a link in a mail, on which a person decides without having signed in.

Never: a decision by being looked at.
"""

__all__: list[str] = []
