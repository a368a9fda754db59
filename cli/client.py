"""The API, as the command talks to it: one key, problems as sentences, repeats without harm.

Never: a second effect when an answer got lost; starts carry an idempotency key.
"""

from __future__ import annotations

import os
import time
from types import TracebackType
from typing import cast
from uuid import uuid4

import httpx

from cli.local import issue_token, stack_text
from cli.trouble import Trouble
from definitions.values import Json, JsonObject, decode

DEFAULT_URL = "http://localhost:8080"
PATIENCE_SECONDS = 15.0
PAUSE_SECONDS = 0.3
AWAY = (502, 503, 504)


class Refused(Trouble):
    """The API said no; `problem` is its document."""

    def __init__(self, status: int, problem: JsonObject) -> None:
        self.status = status
        self.problem = problem
        detail = problem.get("detail") or problem.get("title") or f"The API answered {status}."
        remedy = problem.get("remedy")
        super().__init__(f"{detail} {remedy}" if isinstance(remedy, str) else str(detail))


class Client:
    """One for a command."""

    def __init__(self) -> None:
        self.url = os.environ.get("BATON_URL") or stack_text("url") or DEFAULT_URL
        token = os.environ.get("BATON_TOKEN") or self._local_token()
        self._http = httpx.Client(
            base_url=f"{self.url.rstrip('/')}/api/v1",
            headers={"authorization": f"Bearer {token}", "accept": "application/json"},
            timeout=httpx.Timeout(75.0, connect=5.0),
        )

    def _local_token(self) -> str:
        if "BATON_URL" in os.environ:
            raise Trouble(f"Set BATON_TOKEN to an API key of {self.url}.")
        return issue_token(None)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def get(self, path: str, **parameters: str | float | None) -> JsonObject:
        given = {name: value for name, value in parameters.items() if value is not None}
        return self._ask("GET", path, params=given)

    def post(self, path: str, body: Json = None) -> JsonObject:
        """The same key at every repeat: a lost answer does not double the effect."""
        return self._ask("POST", path, headers={"idempotency-key": str(uuid4())}, json=body)

    def post_yaml(self, path: str, text: bytes) -> JsonObject:
        return self._ask("POST", path, headers={"content-type": "application/yaml"}, content=text)

    def put(self, path: str, body: Json) -> JsonObject:
        return self._ask("PUT", path, json=body)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str | int | float] | None = None,
        headers: dict[str, str] | None = None,
        json: Json = None,
        content: bytes | None = None,
    ) -> JsonObject:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = self._http.request(
                    method,
                    path,
                    params=params,
                    headers=headers,
                    content=content,
                    **({} if content is not None or method == "GET" else {"json": json}),
                )
                if answer.status_code not in AWAY or time.monotonic() > until:
                    return _read(answer)
            except httpx.TransportError as error:
                if time.monotonic() > until:
                    raise Trouble(
                        f"{self.url} does not answer ({type(error).__name__}). Start the local "
                        "stack with `make run`, or set BATON_URL."
                    ) from error
            time.sleep(PAUSE_SECONDS)


def _read(answer: httpx.Response) -> JsonObject:
    try:
        body = decode(answer.content) if answer.content else {}
    except ValueError:
        body = {"detail": f"The answer of {answer.url} is no JSON; is that Baton's address?"}
    known = body if isinstance(body, dict) else cast("JsonObject", {"items": body})
    if answer.is_success:
        return known
    raise Refused(answer.status_code, known)
