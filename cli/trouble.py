"""What a command can't do, as a sentence with the remedy.

Never: a traceback for something that the user can mend.
"""

from __future__ import annotations


class Trouble(Exception):  # noqa: N818 - it reads `raise Trouble("…")`
    """Ends the command with its sentence on standard error."""
