"""The API's client: typed answers, problems as sentences, patience while the API restarts.

Every request may be repeated: the ones that make something carry an Idempotency-Key, the others
say what shall be. Never: a key in a log or a message, or a request that doubles by being repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import IO, TypeAlias
from urllib.parse import quote
from uuid import uuid4

import httpx

from cli.answers import (
    ApiKey,
    ApiKeyPage,
    AuditEntry,
    AuditPage,
    CommandAnswer,
    Definition,
    DefinitionPage,
    DefinitionRead,
    Explanation,
    Layout,
    Process,
    Rehearsal,
    RetryPlan,
    Run,
    RunData,
    RunPage,
    Schedule,
    ScheduleList,
    Secret,
    SecretPage,
    SecretUses,
    SecretVersion,
    SecretVersions,
    TracePage,
    Verification,
)
from cli.chat_client import ChatClient
from cli.connection import ANSWER_SECONDS
from cli.people_client import PeopleClient
from cli.template_client import TemplateClient
from cli.webhook_client import WebhookClient
from definitions.difference import Difference
from definitions.run_file import MEDIA_TYPE
from definitions.values import Json, JsonObject

REHEARSAL_SECONDS = 120.0
FILE_SECONDS = 300.0
PAGE = 200
CHECKED = 20_000

Key: TypeAlias = tuple[str, str, str]
"""Namespace, name and version."""


class Client(ChatClient, PeopleClient, TemplateClient, WebhookClient):
    """Of one API as one person: what the API can do."""

    def register(self, source: bytes, content_type: str, over: str | None) -> Definition:
        """Kept as a draft over what has this hash, or as what is new; refused if it has moved."""
        base = {"If-None-Match": "*"} if over is None else {"If-Match": f'"{over}"'}
        headers = {"Content-Type": content_type, **base, **_once()}
        answer = self._send("POST", "/definitions", content=source, headers=headers)
        return self._typed(answer, Definition)

    def publish(self, key: Key, notes: str | None = None) -> Definition:
        """Publishing twice is once."""
        body: JsonObject | None = None if notes is None else {"notes": notes}
        return self._typed(self._send("POST", f"{_at(*key)}/publish", body=body), Definition)

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
        path, wanted = f"/runs/{quote(run, safe='')}/export", {"values": str(values).lower()}
        return self._send("GET", path, params=wanted, seconds=FILE_SECONDS).content

    def revive(self, content: bytes, *, record: bool) -> tuple[Run, JsonObject]:
        """The run typed, and as the API said it."""
        wanted = {"record": str(record).lower()}
        given = {"Content-Type": MEDIA_TYPE, **_once()}
        path, seconds = "/runs/revive", FILE_SECONDS
        return self._run(
            self._send("POST", path, params=wanted, content=content, headers=given, seconds=seconds)
        )

    def command(self, run: str, what: str, said: JsonObject) -> CommandAnswer:
        path = f"/runs/{quote(run, safe='')}/{what}"
        return self._typed(self._send("POST", path, body=said, headers=_once()), CommandAnswer)

    def retry_plan(self, run: str, visit: str | None, version: str | None) -> RetryPlan:
        """What a retry would do."""
        params = {"visit": visit, "version": version}
        given = {name: value for name, value in params.items() if value is not None}
        path = f"/runs/{quote(run, safe='')}/retry"
        return self._typed(self._send("GET", path, params=given), RetryPlan)

    def data(self, run: str) -> Json:
        """`$context`, as it is now."""
        answer = self._send("GET", f"/runs/{quote(run, safe='')}/data")
        return self._typed(answer, RunData).context

    def repair(self, run: str, what: str, said: JsonObject) -> Run:
        """By `retry` it is the same run, by `again` another one."""
        path = f"/runs/{quote(run, safe='')}/{what}"
        return self._typed(self._send("POST", path, body=said, headers=_once()), Run)

    def audit(self, run: str, limit: int) -> Iterator[AuditEntry]:
        """The newest first, over as many pages as it takes."""
        for entry, _ in self._audit(f"/runs/{quote(run, safe='')}/audit", {}, limit):
            yield entry

    def search_audit(
        self, sought: Mapping[str, str], limit: int
    ) -> Iterator[tuple[AuditEntry, JsonObject]]:
        """The same of everything; typed, and as the API said it."""
        return self._audit("/audit", sought, limit)

    def _audit(
        self, path: str, sought: Mapping[str, str], limit: int
    ) -> Iterator[tuple[AuditEntry, JsonObject]]:
        params: dict[str, str | int | float] = dict(sought)
        while limit > 0:
            params["limit"] = min(limit, PAGE)
            page = self._typed(self._send("GET", path, params=params), AuditPage)
            yield from ((self._fitting(item, AuditEntry), item) for item in page.items[:limit])
            limit -= len(page.items)
            if page.next is None or not page.items:
                return
            params["cursor"] = page.next

    def verify_audit(self, after: int) -> Verification:
        """A stretch of the trail's chain."""
        params = {"after": after, "limit": CHECKED}
        answer = self._send("GET", "/audit/verification", params=params, seconds=FILE_SECONDS)
        return self._typed(answer, Verification)

    def export_audit(self, file: IO[bytes]) -> None:
        """May be larger than memory."""
        self._into("/audit/export", file, FILE_SECONDS)

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

    def put_secret(
        self, name: str, value: Json, processes: list[str] | None, hosts: list[str] | None
    ) -> bool:
        """True when it is new. What isn't given of whom it is for stays as it is."""
        wanted: JsonObject = {"value": value}
        for key, given in (("processes", processes), ("hosts", hosts)):
            if given is not None:
                wanted[key] = list[Json](given)
        answer = self._send("PUT", _secret(name), body=wanted)
        return answer.status_code == HTTPStatus.CREATED

    def keys(self, of: str, limit: int) -> Iterator[tuple[ApiKey, JsonObject]]:
        """Each typed, and as the API said it; the newest first."""
        params: dict[str, str | int | float] = {"of": of}
        while limit > 0:
            params["limit"] = min(limit, PAGE)
            page = self._typed(self._send("GET", "/keys", params=params), ApiKeyPage)
            yield from ((self._fitting(item, ApiKey), item) for item in page.items[:limit])
            limit -= len(page.items)
            if page.next is None or not page.items:
                return
            params["cursor"] = page.next

    def make_key(self, wanted: JsonObject) -> ApiKey:
        """Repeated it is refused, because the name is taken."""
        return self._typed(self._send("POST", "/keys", body=wanted), ApiKey)

    def rotate_key(self, key: str, wanted: JsonObject) -> ApiKey:
        """Repeated it is refused, because there is a successor."""
        path = f"/keys/{quote(key, safe='')}/rotate"
        return self._typed(self._send("POST", path, body=wanted), ApiKey)

    def revoke_key(self, key: str) -> None:
        self._send("DELETE", f"/keys/{quote(key, safe='')}")

    def secrets(self) -> tuple[list[Secret], JsonObject]:
        """All of them, typed, and as the API said it."""
        answer = self._send("GET", "/secrets")
        return self._typed(answer, SecretPage).items, self._typed(answer, JsonObject)

    def bind_secret(self, name: str, processes: list[str], hosts: list[str]) -> None:
        """For these from now on, and nobody else."""
        wanted: JsonObject = {"processes": list[Json](processes), "hosts": list[Json](hosts)}
        self._send("PUT", f"{_secret(name)}/bindings", body=wanted)

    def secret_versions(self, name: str) -> tuple[list[SecretVersion], JsonObject]:
        answer = self._send("GET", f"{_secret(name)}/versions")
        return self._typed(answer, SecretVersions).items, self._typed(answer, JsonObject)

    def roll_back_secret(self, name: str, version: int) -> None:
        """Twice makes two versions of the same value."""
        self._send("POST", f"{_secret(name)}/rollback", body={"version": version})

    def secret_uses(self, name: str, limit: int) -> tuple[SecretUses, JsonObject]:
        answer = self._send("GET", f"{_secret(name)}/uses", params={"limit": limit})
        return self._typed(answer, SecretUses), self._typed(answer, JsonObject)

    def delete_secret(self, name: str, *, anyway: bool) -> None:
        self._send("DELETE", _secret(name), params={"anyway": str(anyway).lower()})

    def _run(self, answer: httpx.Response) -> tuple[Run, JsonObject]:
        return self._typed(answer, Run), self._typed(answer, JsonObject)


def _at(*parts: str) -> str:
    return "/".join(("/definitions", *(quote(part, safe="") for part in parts)))


def _secret(name: str) -> str:
    return f"/secrets/{quote(name, safe='')}"


def _once() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}
