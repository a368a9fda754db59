"""Ids as they stand in addresses and cursors.

Never: two spellings of one id; another spelling is another name, and nothing is called so.
"""

from __future__ import annotations

from uuid import UUID


def is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
