"""Who can sign in to the demo tenant: written down by the preparation, read for the sign-in line.

Never: the password itself; that has a file of its own, which the seed makes.
"""

from __future__ import annotations

from pathlib import Path

SIGN_IN = "demo-sign-in"
SUPER_ADMIN = "root@demo.example"
PASSWORD = "demo-password"  # noqa: S105 - the name of a file


def note(data: Path, email: str) -> None:
    (data / SIGN_IN).write_text(email)


def sign_in(data: Path, url: str) -> str:
    """What `make run` ends with."""
    lines = [f"Baton runs on {url}"]
    try:
        email = (data / SIGN_IN).read_text().strip()
        password = (data / PASSWORD).read_text().strip()
    except FileNotFoundError:
        pass
    else:
        lines.append(f"  Sign in as {email} with the password {password}")
        lines.append(f"  {SUPER_ADMIN} sees to the tenants, with the same password")
    lines.append(f"  Data and logs lie in {data}. Ctrl-C ends it.")
    return "\n".join(lines)
