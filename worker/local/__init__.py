"""The local stack: PostgreSQL, Temporal, API, workers and relay under one supervisor.

Never: an import from outside the standard library while the stack starts or runs; the supervisor
is to stay light, and what prepares the environment runs before any library is installed.
"""

__all__: list[str] = []
