"""The API's client: typed answers, problems as sentences, patience while the API restarts.

Every request may be repeated: the ones that make something carry an Idempotency-Key, the others
say what shall be. Never: a key in a log or a message, or a request that doubles by being repeated.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Protocol, Self, TypeAlias, TypeVar, cast
from urllib.parse import quote, urlsplit
from uuid import uuid4

import httpx
import msgspec

from cli.answers import (
    AuditEntry,
    AuditPage,
    CommandAnswer,
    Definition,
    DefinitionPage,
    DefinitionRead,
    Explanation,
    Layout,
    Problem,
    Process,
    Rehearsal,
    RetryPlan,
    Run,
    RunPage,
    Schedule,
    ScheduleList,
    TracePage,
)
from cli.errors import CliError
from cli.output import note
from definitions.difference import Difference
from definitions.run_file import MEDIA_TYPE
from definitions.values import Json, JsonObject, encode

PATIENCE_SECONDS = 10.0
ANSWER_SECONDS = 30.0
REHEARSAL_SECONDS = 120.0
FILE_SECONDS = 300.0
MOST_PAUSE_SECONDS = 2.0
FIRST_PAUSE_SECONDS = 0.1
PAGE = 200
AWAY = frozenset({429, 502, 503, 504})
NOT_FOUND = "urn:baton:problem:not-found"
Key: TypeAlias = tuple[str, str, str]
"""Namespace, name and version."""

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


class Client:
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

    # ---- what the API can do

    def register(self, source: bytes, content_type: str, over: str | None) -> Definition:
        """Kept as a draft over what has this hash, or as what is new; refused if it has moved."""
        base = {"If-None-Match": "*"} if over is None else {"If-Match": f'"{over}"'}
        headers = {"Content-Type": content_type, **base, **_once()}
        answer = self._send("POST", "/definitions", content=source, headers=headers)
        return self._typed(answer, Definition)

    def publish(self, key: Key) -> Definition:
        """Publishing twice is once."""
        return self._typed(self._send("POST", f"{_at(*key)}/publish"), Definition)

    def deprecate(self, key: Key) -> Definition:
        """Twice is once."""
        return self._typed(self._send("POST", f"{_at(*key)}/deprecate"), Definition)

    def definition(self, key: Key) -> DefinitionRead | None:
        """A version with its text; None where there is none."""
        answer = self._find(_at(*key))
        return None if answer is None else self._typed(answer, DefinitionRead)

    def definitions(self, namespace: str | None = None) -> Iterator[Definition]:
        """All versions that there are, by name and version, over as many pages as it takes."""
        params: dict[str, str | int | float] = {"limit": PAGE}
        while True:
            page = self._typed(self._send("GET", "/definitions", params=params), DefinitionPage)
            yield from (one for one in page.items if namespace in (None, one.namespace))
            if page.next is None or not page.items:
                return
            params["cursor"] = page.next

    def started(self, namespace: str, name: str) -> str | None:
        """The version that is started where nobody names one."""
        path = f"/processes/{quote(namespace, safe='')}/{quote(name, safe='')}"
        answer = self._find(path)
        return None if answer is None else self._typed(answer, Process).version

    def difference(self, key: Key, before: str) -> tuple[Difference, JsonObject]:
        """What a version has other than the one before; typed, and as the API said it."""
        answer = self._send("GET", f"{_at(*key)}/difference", params={"from": before})
        return self._typed(answer, Difference), self._typed(answer, JsonObject)

    def rehearse(self, wanted: JsonObject) -> tuple[Rehearsal, JsonObject]:
        """Of a document that is not kept; typed, and as the API said it."""
        path, seconds = "/definitions/rehearse", REHEARSAL_SECONDS
        answer = self._send("POST", path, body=wanted, seconds=seconds)
        return self._typed(answer, Rehearsal), self._typed(answer, JsonObject)

    def layout(self, namespace: str, name: str) -> JsonObject | None:
        """Where the boxes of a process stand; None where there is no process."""
        answer = self._find(f"{_at(namespace, name)}/layout")
        return None if answer is None else self._typed(answer, Layout).positions

    def save_layout(self, namespace: str, name: str, positions: JsonObject) -> None:
        path = f"{_at(namespace, name)}/layout"
        self._send("PUT", path, body={"positions": positions})

    def start(self, workflow: str, version: str | None, value: Json) -> tuple[Run, JsonObject]:
        """The run typed, and as the API said it."""
        wanted: JsonObject = {"workflow": workflow, "input": value}
        if version is not None:
            wanted["version"] = version
        return self._run(self._send("POST", "/runs", body=wanted, headers=_once()))

    def run(self, run: str) -> tuple[Run, JsonObject]:
        """The run typed, and as the API said it."""
        return self._run(self._send("GET", f"/runs/{quote(run, safe='')}"))

    def runs(self, filters: Mapping[str, str], limit: int) -> Iterator[JsonObject]:
        """The newest first, over as many pages as it takes."""
        params: dict[str, str | int | float] = dict(filters)
        while limit > 0:
            params["limit"] = min(limit, PAGE)
            page = self._typed(self._send("GET", "/runs", params=params), RunPage)
            yield from page.items[:limit]
            limit -= len(page.items)
            if page.next is None or not page.items:
                return
            params["cursor"] = page.next

    def trace(self, run: str, after: int, wait: float = 0) -> TracePage:
        """With `wait` it answers when there is more, or the run has ended, or the time is over."""
        params = {"after": after, "limit": PAGE, "wait": wait}
        path = f"/runs/{quote(run, safe='')}/trace"
        answer = self._send("GET", path, params=params, seconds=wait + ANSWER_SECONDS)
        return self._typed(answer, TracePage)

    def explanation(self, run: str) -> Explanation:
        answer = self._send("GET", f"/runs/{quote(run, safe='')}/explanation")
        return self._typed(answer, Explanation)

    def export(self, run: str, *, values: bool) -> bytes:
        """The file of a run, as it is to be kept."""
        path = f"/runs/{quote(run, safe='')}/export?values={'true' if values else 'false'}"
        return self._send("GET", path, seconds=FILE_SECONDS).content

    def revive(self, content: bytes, *, record: bool) -> tuple[Run, JsonObject]:
        """The run typed, and as the API said it."""
        path = f"/runs/revive?record={'true' if record else 'false'}"
        headers = {"Content-Type": MEDIA_TYPE, **_once()}
        sent = self._send("POST", path, content=content, headers=headers, seconds=FILE_SECONDS)
        return self._run(sent)

    def command(self, run: str, what: str, said: JsonObject) -> CommandAnswer:
        path = f"/runs/{quote(run, safe='')}/{what}"
        return self._typed(self._send("POST", path, body=said, headers=_once()), CommandAnswer)

    def retry_plan(self, run: str, visit: str | None, version: str | None) -> RetryPlan:
        """What a retry would do."""
        params = {"visit": visit, "version": version}
        given = {name: value for name, value in params.items() if value is not None}
        path = f"/runs/{quote(run, safe='')}/retry"
        return self._typed(self._send("GET", path, params=given), RetryPlan)

    def repair(self, run: str, what: str, said: JsonObject) -> Run:
        """By `retry` it is the same run, by `again` another one."""
        path = f"/runs/{quote(run, safe='')}/{what}"
        return self._typed(self._send("POST", path, body=said, headers=_once()), Run)

    def audit(self, run: str, limit: int) -> Iterator[AuditEntry]:
        """The newest first, over as many pages as it takes."""
        params: dict[str, str | int | float] = {}
        while limit > 0:
            params["limit"] = min(limit, PAGE)
            path = f"/runs/{quote(run, safe='')}/audit"
            page = self._typed(self._send("GET", path, params=params), AuditPage)
            yield from page.items[:limit]
            limit -= len(page.items)
            if page.next is None or not page.items:
                return
            params["cursor"] = page.next

    def schedules(self, limit: int) -> Iterator[tuple[Schedule, JsonObject]]:
        """Each typed, and as the API said it."""
        params: dict[str, str | int | float] = {}
        while limit > 0:
            params["limit"] = min(limit, PAGE)
            page = self._typed(self._send("GET", "/schedules", params=params), ScheduleList)
            yield from ((self._fitting(item, Schedule), item) for item in page.items[:limit])
            limit -= len(page.items)
            if page.next is None or not page.items:
                return
            params["cursor"] = page.next

    def move_schedules(self, namespace: str, name: str, how: str) -> list[Schedule]:
        """Pausing twice is once, and so is resuming."""
        path = f"/schedules/{quote(namespace, safe='')}/{quote(name, safe='')}/{how}"
        items = self._typed(self._send("POST", path), ScheduleList).items
        return [self._fitting(item, Schedule) for item in items]

    def put_secret(self, name: str, value: Json, processes: list[str], hosts: list[str]) -> bool:
        """True when it is new."""
        wanted: JsonObject = {
            "value": value,
            "processes": list[Json](processes),
            "hosts": list[Json](hosts),
        }
        answer = self._send("PUT", f"/secrets/{quote(name, safe='')}", body=wanted)
        return answer.status_code == HTTPStatus.CREATED

    # ---- how it is asked

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

    def _run(self, answer: httpx.Response) -> tuple[Run, JsonObject]:
        return self._typed(answer, Run), self._typed(answer, JsonObject)


def _at(*parts: str) -> str:
    return "/".join(("/definitions", *(quote(part, safe="") for part in parts)))


def _once() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}
