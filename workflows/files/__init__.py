"""Runs as files: what such a file holds, how it is masked, stepped through, and made a scenario.

Never: a server, a database or a clock; whoever has the file needs nothing else.
"""

__all__: list[str] = []
