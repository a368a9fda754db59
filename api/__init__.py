"""The outside contract: HTTP for people, scripts and the web application.

Thin: it parses, authorises, calls one service and answers. Never: SQL, a decision about a process,
or a secret in an answer.
"""

__all__: list[str] = []
