"""Which API a command talks to, and as whom: `BATON_URL` and `BATON_TOKEN`, else the local stack.

Never: a key of the local stack sent anywhere but to the local stack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cli import stack
from cli.client import Client
from cli.connection import PATIENCE_SECONDS
from cli.errors import CliError
from cli.local_token import LocalToken
from cli.stack import LocalStack

SUPERVISED_SECONDS = 60.0
"""Its supervisor starts a local API again, and says so itself when it can't."""

_TOKEN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class GivenToken:
    """The one of the environment."""

    token: str

    def current(self) -> str:
        return self.token

    def renewed(self) -> str | None:
        return None


def connect(environment: Mapping[str, str]) -> Client:
    """Nothing is sent yet."""
    found = stack.find(environment)
    url = address(environment, found)
    if url is None:
        raise CliError(
            f"There is no local stack in {found.data}, and BATON_URL is not set.",
            "Start one with `make run`, or set BATON_URL to the address of an API.",
        )
    local = url == found.url
    token = (environment.get("BATON_TOKEN") or "").strip()
    if token and not _TOKEN.fullmatch(token):
        raise CliError(
            "BATON_TOKEN is no API key: it has blanks or letters that no key has.",
            "Set it to a key as `baton token` prints it.",
        )
    if not token and not local:
        raise CliError(
            f"BATON_TOKEN is not set, and {url} needs an API key.",
            "Set it to a key of yours. Keys of the local stack are for the local stack only.",
        )
    holder = GivenToken(token) if token else LocalToken(found)
    # A local stack that nobody runs will not come back by itself; any other API may.
    awake = found.supervisor is not None
    patience = PATIENCE_SECONDS if not local else SUPERVISED_SECONDS if awake else 0
    return Client(url, holder, patience=patience)


def address(environment: Mapping[str, str], found: LocalStack) -> str | None:
    """Of the API, without a slash at the end."""
    given = environment.get("BATON_URL", "").strip().rstrip("/")
    if not given:
        return found.url
    try:
        parts = urlsplit(given)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise CliError(
            f"BATON_URL is {given!r}, which is no address of an API.",
            "Write it like http://localhost:8080 or https://baton.example.org.",
        )
    return given
