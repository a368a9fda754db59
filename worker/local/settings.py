"""What the environment says about the local stack.

Never: a setting of the API, the workers or the store; those read theirs themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from worker.local.ports import choose, free, listening
from worker.local.tools import cache_folder
from worker.local.trouble import LocalError

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 8080
_LAST_PORT = 65_535


@dataclass(frozen=True)
class StackSettings:
    """`BATON_DATA`, `BATON_PORT`, `BATON_WORKERS`, `BATON_TEMPORAL_UI` and the outside servers."""

    data: Path
    cache: Path
    port: int = DEFAULT_PORT
    workers: int = 1
    temporal_ui: bool = False
    database_url: str | None = None
    database_admin_url: str | None = None
    temporal_address: str | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


def read(environment: Mapping[str, str], root: Path = ROOT) -> StackSettings:
    url, admin_url = (environment.get(f"BATON_DATABASE_{name}") for name in ("URL", "ADMIN_URL"))
    if bool(url) != bool(admin_url):
        raise LocalError(
            "BATON_DATABASE_URL and BATON_DATABASE_ADMIN_URL go together: set both to use a "
            "PostgreSQL of your own, or neither to use the one that Baton brings."
        )
    return StackSettings(
        data=root / Path(environment.get("BATON_DATA") or ".baton").expanduser(),
        cache=cache_folder(environment),
        port=_number(environment, "BATON_PORT", DEFAULT_PORT, _LAST_PORT),
        workers=_number(environment, "BATON_WORKERS", 1, 64),
        temporal_ui=environment.get("BATON_TEMPORAL_UI") == "1",
        database_url=url,
        database_admin_url=admin_url,
        temporal_address=environment.get("BATON_TEMPORAL_ADDRESS"),
    )


def check_port(port: int) -> None:
    """The one port that people know; all others give way by themselves."""
    # A listener on the IPv6 loopback would answer in our place: browsers try it first.
    if free(port) and not listening(port, "::1"):
        return
    other = choose((port + 1, port + 10))
    raise LocalError(
        f"Port {port} is taken by another program. End that program, or choose another port: "
        f"BATON_PORT={other} make run"
    )


def _number(environment: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = environment.get(name)
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise LocalError(f"{name} is {text!r}, but must be a whole number from 1 to {most}.")
    return int(text)
