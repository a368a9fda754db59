"""Under which account PostgreSQL runs, and whether that account can reach a place.

PostgreSQL refuses to run as root, so root lends it an account without rights.
Never: a change to the rights of a folder that the stack didn't make.
"""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from worker.local.trouble import LocalError

CANDIDATES = ("postgres", "_postgres", "nobody")


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    def can_run(self, program: Path) -> bool:
        """Whether the account reaches the program through all the folders above it."""
        try:
            result = subprocess.run(
                [str(program), "--version"],
                cwd="/",
                env={"LC_ALL": "C"},
                capture_output=True,
                check=False,
                user=self.uid,
                group=self.gid,
                extra_groups=[],
            )
        except OSError:
            return False
        return result.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        """Whether the account may go through every folder down to this one."""
        try:
            result = subprocess.run(
                ["test", "-x", str(folder)],
                cwd="/",
                env={"PATH": os.defpath},
                check=False,
                user=self.uid,
                group=self.gid,
                extra_groups=[],
            )
        except OSError:
            return False
        return result.returncode == 0


def for_postgres(environment: Mapping[str, str], uid: int | None = None) -> Account | None:
    """None for an ordinary user: PostgreSQL then runs as that user."""
    if (os.getuid() if uid is None else uid) != 0:
        return None
    wanted = environment.get("BATON_POSTGRES_ACCOUNT")
    for name in (wanted,) if wanted else CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise LocalError(
        "PostgreSQL may not run as root, and no account was found to run it under. "
        "Set BATON_POSTGRES_ACCOUNT to an existing account without rights, or start Baton as an "
        "ordinary user."
    )
