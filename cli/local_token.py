"""The command's own API key for the local stack: kept, so that not every command makes one.

Never: a key where other accounts can read it, or one sent anywhere but to the local stack.
"""

from __future__ import annotations

import os
from pathlib import Path

from cli.stack import LocalStack

KEPT = "cli-token"
KEPT_DAYS = 30


class LocalToken:
    """The kept one; a new one where there is none, or the API doesn't take it any more."""

    def __init__(self, stack: LocalStack) -> None:
        self._stack = stack
        self._file = stack.data / KEPT
        self._made = False

    def current(self) -> str:
        try:
            kept = self._file.read_text().strip()
        except (OSError, ValueError):
            kept = ""
        return kept or self._make()

    def renewed(self) -> str | None:
        """It is over, or of another database: once, then the refusal stands."""
        return None if self._made else self._make()

    def _make(self) -> str:
        # PostgreSQL's driver takes longer to load than most commands take.
        from cli import database, tokens  # noqa: PLC0415

        self._made = True
        settings = database.settings(self._stack)
        token = tokens.make(settings, None, "the command line", KEPT_DAYS)
        _keep(self._file, token)
        return token


def _keep(file: Path, token: str) -> None:
    """Readable by its owner alone from the first moment."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(token)
        fresh.replace(file)
    except OSError:
        # The key works all the same; the next command makes another one.
        fresh.unlink(missing_ok=True)
