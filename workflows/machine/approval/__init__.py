"""The approval: who is asked, what they answer, what comes of it. Pure; the run holds it.

Never: a clock, a directory or a mailbox; those who are meant, and when they work, come from
outside as facts.
"""

__all__: list[str] = []
