"""What keeps the local stack from starting, as a sentence with its remedy.

Never: a traceback in front of a person for something that a person can mend.
"""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import cast

_NO_SPACE = re.compile(r"no space left on device|ENOSPC|disk quota exceeded", re.IGNORECASE)
_NO_NETWORK = re.compile(
    r"temporary failure in name resolution|could not resolve|name or service not known|"
    r"nodename nor servname|getaddrinfo|enotfound|eai_again|network is unreachable|"
    r"connection refused|econnrefused|no route to host|no such host|dns error|"
    r"failed to fetch|error sending request|tcp connect error|newconnectionerror|"
    r"connection timed out|etimedout|i/o timeout|no matching distribution found",
    re.IGNORECASE,
)
_TELLING = re.compile(r"(error|fatal|panic|failed)\b.*\w{3}", re.IGNORECASE)
_LONGEST = 400


class LocalError(Exception):
    """A sentence that says what is wrong and what to do about it."""


def no_space(where: Path) -> LocalError:
    return LocalError(
        f"No space is left on the disk that holds {where}. Free some, or set BATON_DATA (data) "
        "or XDG_CACHE_HOME (downloads) to a folder on another disk, and start again."
    )


def of_os_error(error: OSError, where: Path) -> LocalError:
    """The sentence for an operation on files that the system refused."""
    named = cast("object", error.filename)
    place = Path(named) if isinstance(named, str) else where
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return no_space(place)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LocalError(
            f"{place} may not be written by this account. Give it the right to, or set BATON_DATA "
            "(data) or XDG_CACHE_HOME (downloads) to a folder of your own, and start again."
        )
    return LocalError(f"{error.strerror or error} ({place}). Mend that and start again.")


def of_output(what: str, output: str, log: Path) -> LocalError:
    """The sentence for a program that failed, by what it printed."""
    if _NO_SPACE.search(output):
        return LocalError(
            f"{what} failed because no space is left on the disk. Free some and start again; "
            f"the whole output is in {log}."
        )
    if _NO_NETWORK.search(output):
        return LocalError(
            f"{what} failed because a package registry could not be reached. Check the network, "
            "or the proxy and index settings of pip, npm and Go, and start again; "
            f"the whole output is in {log}."
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if _TELLING.search(line)] or lines
    last = telling[-1] if telling else "it printed nothing"
    return LocalError(f"{what} failed: {last[:_LONGEST]} (the whole output is in {log}).")
