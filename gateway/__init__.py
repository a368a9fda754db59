"""The door to Temporal: client, payload conversion and encryption, delivery of the outbox.

Never: workflow code, activity code, or a decision about a run.
"""

__all__: list[str] = []
