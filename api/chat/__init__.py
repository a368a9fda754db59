"""Doors for chats: what people press there, proven by the vendor, becomes an act like any other.

Never: a person or an organisation from anywhere but where the vendor says it.
"""

__all__: list[str] = []
