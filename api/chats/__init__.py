"""Slack and Teams as administrators set them up: apps, where they are let in, conversations.

Never: what people press there; the doors are in api/chat.
"""

__all__: list[str] = []
