"""Processes: workers, the relay and the local stack.

The only room that knows workflows and activities both. Never: imported by another room.
"""

__all__: list[str] = []
