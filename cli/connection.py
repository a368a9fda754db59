"""A connection to the API: as whom it is asked, with patience while it restarts.

What is refused becomes a sentence with its remedy. Never: a key in a log or a message, or an answer
believed unread.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import IO, Protocol, Self, TypeVar, cast
from urllib.parse import urlsplit

import httpx
import msgspec

from cli.answers import Problem
from cli.errors import CliError
from cli.output import note
from definitions.values import JsonObject, encode

PATIENCE_SECONDS = 10.0
ANSWER_SECONDS = 30.0
MOST_PAUSE_SECONDS = 2.0
FIRST_PAUSE_SECONDS = 0.1
AWAY = frozenset({429, 502, 503, 504})
NOT_FOUND = "urn:baton:problem:not-found"

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_OF_ACCESS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_T = TypeVar("_T")


class Tokens(Protocol):
    """Where the API key comes from."""

    def current(self) -> str: ...

    def renewed(self) -> str | None:
        """Another one when the current one isn't taken; None where there is no other."""
        ...


class RefusedError(CliError):
    """The API said no; `problem` says why."""

    def __init__(self, status: int, problem: Problem) -> None:
        lines = [problem.remedy] if problem.remedy else []
        for fault in problem.errors:
            place = f"line {fault.line}, column {fault.column}: " if fault.line else ""
            where = place or (f"{fault.pointer}: " if fault.pointer else "")
            lines.append(f"- {where}{fault.message} {fault.remedy or ''}".rstrip())
        if problem.request:
            lines.append(f"Request {problem.request}")
        super().__init__(problem.detail or problem.title, "\n".join(lines))
        self.status = status
        self.problem = problem

    @property
    def of_access(self) -> bool:
        """Nothing else would be answered otherwise either."""
        return self.status in _OF_ACCESS or self.status >= HTTPStatus.INTERNAL_SERVER_ERROR


@dataclass(frozen=True)
class _Wanted:
    """One request."""

    method: str
    path: str
    params: Mapping[str, str | int | float]
    content: bytes | None
    headers: Mapping[str, str]
    seconds: float


class Connection:
    """Of one API as one person."""

    def __init__(self, url: str, tokens: Tokens, *, patience: float = PATIENCE_SECONDS) -> None:
        self.url = url.rstrip("/")
        self.patience = patience
        self._tokens = tokens
        self._http = httpx.Client(
            base_url=self.url,
            headers={"Accept": "application/json", "User-Agent": "baton"},
            # A proxy of the environment is for other machines, whatever NO_PROXY forgets to say.
            trust_env=urlsplit(self.url).hostname not in _LOOPBACK,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def _find(self, path: str) -> httpx.Response | None:
        """None of what the API says is not there."""
        try:
            return self._send("GET", path)
        except RefusedError as error:
            if error.problem.type == NOT_FOUND:
                return None
            raise

    def _send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int | float] | None = None,
        content: bytes | None = None,
        body: JsonObject | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = ANSWER_SECONDS,
    ) -> httpx.Response:
        given = dict(headers or {})
        if body is not None:
            content = encode(body)
            given["Content-Type"] = "application/json"
        wanted = _Wanted(method, f"/api/v1{path}", params or {}, content, given, seconds)
        answer = self._patiently(wanted, self._tokens.current())
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            another = self._tokens.renewed()
            if another is not None:
                answer = self._patiently(wanted, another)
        if answer.is_success:
            return answer
        raise self._refused(answer)

    def _into(self, path: str, file: IO[bytes], seconds: float) -> None:
        """Written as it comes, and not asked for again: a part of it may be written already."""
        try:
            refused = self._stream(path, file, seconds, self._tokens.current())
            if refused is not None and refused.status_code == HTTPStatus.UNAUTHORIZED:
                another = self._tokens.renewed()
                if another is not None:
                    refused = self._stream(path, file, seconds, another)
        except httpx.RequestError as error:
            raise self._unreachable(str(error) or type(error).__name__) from error
        if refused is not None:
            raise self._refused(refused)

    def _stream(
        self, path: str, file: IO[bytes], seconds: float, token: str
    ) -> httpx.Response | None:
        """What was answered instead of it."""
        headers = {"Authorization": f"Bearer {token}"}
        limit = httpx.Timeout(seconds, connect=5)
        with self._http.stream("GET", f"/api/v1{path}", headers=headers, timeout=limit) as answer:
            if not answer.is_success:
                answer.read()
                return answer
            for chunk in answer.iter_bytes():
                file.write(chunk)
        return None

    def _patiently(self, wanted: _Wanted, token: str) -> httpx.Response:
        """Again and again while the API is away, for as long as the patience lasts."""
        pause, until = FIRST_PAUSE_SECONDS, None
        while True:
            answer, reason = self._try(wanted, token)
            if answer is not None and answer.status_code not in AWAY:
                return answer
            now = time.monotonic()
            if until is None:
                until = now + self.patience
                if self.patience:
                    note(f"The API at {self.url} does not answer now; trying again …")
            if now >= until:
                if answer is not None:
                    return answer
                raise self._unreachable(reason)
            time.sleep(min(pause, until - now))
            pause = min(pause * 2, MOST_PAUSE_SECONDS)

    def _try(self, wanted: _Wanted, token: str) -> tuple[httpx.Response | None, str]:
        try:
            answer = self._http.request(
                wanted.method,
                wanted.path,
                params=wanted.params,
                content=wanted.content,
                headers={**wanted.headers, "Authorization": f"Bearer {token}"},
                timeout=httpx.Timeout(wanted.seconds, connect=5),
            )
        except httpx.TimeoutException:
            return None, f"no answer within {wanted.seconds:g} seconds"
        except httpx.RequestError as error:
            return None, str(error) or type(error).__name__
        return answer, ""

    def _unreachable(self, reason: str) -> CliError:
        return CliError(
            f"The API at {self.url} can't be reached: {reason.rstrip('.')}.",
            "Start it (on this machine: make run), or set BATON_URL to where it is."
            "\n`baton doctor` says more.",
        )

    def _refused(self, answer: httpx.Response) -> CliError:
        if answer.is_redirect:
            return CliError(
                f"{self.url} sends us on to {answer.headers.get('location', 'nowhere')}.",
                "Set BATON_URL to the address of the API itself.",
            )
        try:
            problem = msgspec.json.decode(answer.content, type=Problem)
        except (msgspec.MsgspecError, RecursionError):
            problem = Problem()
        if not (problem.detail or problem.title):
            phrase = answer.reason_phrase or "no reason given"
            problem = Problem(
                detail=f"{self.url} answered {answer.status_code} ({phrase}) without saying why.",
                remedy="Check that BATON_URL is the address of Baton's API, and what stands "
                "before it.",
                request=cast("str | None", answer.headers.get("x-request-id")),
            )
        return RefusedError(answer.status_code, problem)

    def _typed(self, answer: httpx.Response, kind: type[_T]) -> _T:
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise self._strange(error) from error

    def _fitting(self, item: JsonObject, kind: type[_T]) -> _T:
        try:
            return msgspec.convert(item, kind)
        except msgspec.ValidationError as error:
            raise self._strange(error) from error

    def _strange(self, error: Exception) -> CliError:
        return CliError(
            f"What answers at {self.url} is not the API of Baton, or of another release: "
            f"{str(error).rstrip('.')}.",
            "Check BATON_URL, and that this command is of the release of the API.",
        )
