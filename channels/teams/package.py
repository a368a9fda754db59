"""The package with which an organisation makes its own app in Teams: manifest, words, icons.

Never: a permission that nothing here needs, or bytes that differ from one making to the next.
"""

from __future__ import annotations


def write(name: str, app_id: str, address: str, bot_id: str) -> bytes:
    """A zip. `app_id` names the app in Teams, `bot_id` is the one at the sign-in; both are UUIDs.

    `address`: where people find Baton.
    """
    raise NotImplementedError
