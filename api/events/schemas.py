"""What is said to who sends an event.

Never: who listens for it; that is nobody's business but the run's.
"""

from __future__ import annotations

from pydantic import BaseModel, Field


class EventTaken(BaseModel):
    """The event is kept."""

    id: str
    source: str
    new: bool = Field(description="False: it had come before, and nothing is done twice.")
