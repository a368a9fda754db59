"""What a button or a modal brings back: of which state of which approval it was.

Nothing secret, and nothing that counts by itself: who pressed it is what Slack says, and whether
they may is what the approval says. Never: a person's own id; only whom they stand in for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

_PARTS: Final = 5
_LONGEST_NUMBER: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Of what somebody was shown."""

    approval: str
    round: int
    stage: int
    absent: str | None = None
    """For whom they stand in."""
    decision: str = ""
    """What they have chosen, where it is carried on by a modal."""

    def write(self) -> str:
        return f"{self.approval}/{self.round}/{self.stage}/{self.absent or ''}/{self.decision}"


def read(words: str) -> Token | None:
    """None: it is none of ours."""
    parts = words.split("/", _PARTS - 1)
    if len(parts) != _PARTS:
        return None
    approval, round_, stage, absent, decision = parts
    if not (_is_id(approval) and _is_number(round_) and _is_number(stage)):
        return None
    if absent and not _is_id(absent):
        return None
    return Token(
        approval=approval,
        round=int(round_),
        stage=int(stage),
        absent=absent or None,
        decision=decision,
    )


def _is_id(words: str) -> bool:
    try:
        return str(UUID(words)) == words
    except ValueError:
        return False


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= _LONGEST_NUMBER
