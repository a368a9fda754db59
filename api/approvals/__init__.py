"""Approvals: what waits for whom, and what people do about it.

Never: a decision taken here; what somebody does is a message to the run, which answers.
"""

__all__: list[str] = []
