"""The `baton` command: for people and scripts.

Never: a way around the API. What it does to definitions and runs it asks the API for; only keys,
migrations and processes of this machine are its own business.
"""

__all__: list[str] = []
