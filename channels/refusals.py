"""What vendors refuse besides, told apart for who has to say what can be done about it.

Never: a text of a vendor's; a permission has a name, and that is all that is passed on.
"""

from __future__ import annotations

from channels.vendor import AwayError, RefusedError


class UnsentError(AwayError):
    """There was no connection, so nothing was done."""


class ScopeError(RefusedError):
    """The app lacks a permission."""

    def __init__(self, vendor: str, code: str, needed: str) -> None:
        super().__init__(vendor, code)
        self.needed = needed
        """Its name, as the vendor writes it; several with commas, of which one is enough."""
