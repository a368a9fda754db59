"""What ends a command: a sentence with its remedy, and the exit code.

Never: a traceback in front of a person for something that a person can mend.
"""

from __future__ import annotations


class CliError(Exception):
    """Told on standard error; `remedy` may have several lines."""

    def __init__(self, sentence: str, remedy: str = "", *, code: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        self.code = code

    def __str__(self) -> str:
        indented = [f"  {line}" for line in self.remedy.splitlines()]
        return "\n".join([self.sentence, *indented])
