"""Services that honour an idempotency key: doing what has the same key twice, they do it once.

Whoever runs Baton declares them, or a service does so in its OpenAPI description. Never: a guess;
a service that ignores the header would do the same thing again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from activities.egress import LAST_PORT
from activities.http_connections import Origin

_ENTRY: Final = re.compile(
    r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
)


@dataclass(frozen=True, slots=True)
class Honouring:
    """The services that are declared."""

    places: frozenset[tuple[str, int | None]]

    @classmethod
    def parse(cls, text: str) -> Honouring:
        """Read BATON_HTTP_HONOURS_KEY; a ValueError names the entry that can't be read."""
        return cls(frozenset(_entry(item.strip()) for item in text.split(",") if item.strip()))

    def by(self, origin: Origin) -> bool:
        host = origin.host.lower()
        return (host, None) in self.places or (host, origin.port) in self.places


def _entry(item: str) -> tuple[str, int | None]:
    found = _ENTRY.fullmatch(item)
    port = None if found is None or found["port"] is None else int(found["port"])
    if found is None or (port is not None and not 0 < port <= LAST_PORT):
        raise ValueError(
            f"BATON_HTTP_HONOURS_KEY: {item!r} is no host; write for example payments.example or "
            "payments.example:8443."
        )
    return found["host"].strip("[]").lower().rstrip("."), port
