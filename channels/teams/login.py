"""Tokens with which the bot calls, by the vendor's own library, kept in memory while they are good.

The library is of threads, so it is asked in one. Never: a token or a secret in an error or a file;
a second question for a token while the first one is asked.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, cast

import msal
import requests
from msal.exceptions import MsalServiceError

from channels.teams.settings import LOGIN
from channels.vendor import AwayError, RefusedError
from definitions.values import JsonObject

SCOPE: Final = "https://api.botframework.com/.default"
TIMEOUT_SECONDS: Final = 10.0
MOST_APPS: Final = 1_000
VENDOR: Final = "Microsoft"
AGAIN: Final = frozenset({"temporarily_unavailable", "server_error", "timeout"})
"""Codes that say nothing of the app."""

_NO_TENANT: Final = "HTTP status: 400"
"""In what the library says where the tenant is not known."""


@dataclass(frozen=True, slots=True)
class Client:
    """An app, as it shows itself at the sign-in service."""

    id: str
    secret: str = field(repr=False)
    tenant: str


class Http(Protocol):
    """What the library calls by."""

    def get(self, url: str, **given: object) -> object: ...

    def post(self, url: str, **given: object) -> object: ...

    def close(self) -> None: ...


class _App(Protocol):
    """As the library has it, with its types."""

    def acquire_token_for_client(self, scopes: list[str]) -> JsonObject: ...

    def remove_tokens_for_client(self) -> None: ...


class _Makes(Protocol):
    def __call__(
        self,
        client_id: str,
        client_credential: str,
        authority: str,
        *,
        instance_discovery: bool,
        http_client: Http,
    ) -> _App: ...


_MAKE = cast("_Makes", msal.ConfidentialClientApplication)


class Session:
    """The library's usual way out, but for where the service is, and how long it may take."""

    def __init__(self, url: str = LOGIN) -> None:
        self._url = url.rstrip("/")
        self._session = requests.Session()

    def get(self, url: str, **given: object) -> object:
        return self._ask("GET", url, given)

    def post(self, url: str, **given: object) -> object:
        return self._ask("POST", url, given)

    def close(self) -> None:
        self._session.close()

    def _ask(self, verb: str, url: str, given: Mapping[str, object]) -> object:
        kept = {name: given[name] for name in ("params", "data", "headers") if name in given}
        there = self._url + url.removeprefix(LOGIN) if url.startswith(f"{LOGIN}/") else url
        ask = cast("_Asks", self._session.request)
        return ask(verb, there, timeout=TIMEOUT_SECONDS, **kept)


class _Asks(Protocol):
    def __call__(self, verb: str, url: str, /, *, timeout: float, **given: object) -> object: ...


@dataclass(slots=True)
class _Known:
    app: _App | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Login:
    """Of one process."""

    def __init__(self, http: Http | None = None, scope: str = SCOPE) -> None:
        self._http = Session() if http is None else http
        self._scope = scope
        self._known: OrderedDict[Client, _Known] = OrderedDict()

    async def token(self, client: Client, *, anew: bool = False) -> str:
        """Raises RefusedError where the keys of the app are not good, AwayError else.

        `anew`: the one that was given before is not taken any more.
        """
        known = self._known.setdefault(client, _Known())
        self._known.move_to_end(client)
        if len(self._known) > MOST_APPS:
            self._known.popitem(last=False)
        async with known.lock:
            answer = await asyncio.to_thread(self._ask, known, client, anew=anew)
        match answer:
            case {"access_token": str(token)}:
                return token
            case {"error": str(code)} if code not in AGAIN:
                raise RefusedError(VENDOR, code, "place")
            case _:
                raise AwayError("The sign-in service gives no token now.")

    def close(self) -> None:
        self._http.close()

    def _ask(self, known: _Known, client: Client, *, anew: bool) -> JsonObject:
        """In a thread of its own."""
        try:
            if known.app is None:
                known.app = _MAKE(
                    client.id,
                    client.secret,
                    f"{LOGIN}/{client.tenant}",
                    # The host is ours to choose, and a tenant is asked for by its own id.
                    instance_discovery=False,
                    http_client=self._http,
                )
            if anew:
                known.app.remove_tokens_for_client()
            return known.app.acquire_token_for_client([self._scope])
        except (OSError, ValueError, KeyError, RuntimeError, MsalServiceError) as error:
            if _NO_TENANT in str(error.__context__):
                raise RefusedError(VENDOR, "invalid_tenant", "place") from None
            said = f"The sign-in service can't be reached: {type(error).__name__}."
            raise AwayError(said) from None
