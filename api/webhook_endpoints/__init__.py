"""Where messages of the organisation go by outgoing webhooks.

Never: a message written here but a test; those of runs are written with their causes.
"""

__all__: list[str] = []
