"""An authorised GET at 200 requests a second: by API key, and by a session, which nothing caches.

Then what permission and limits cost by themselves, in this process.
"""

from __future__ import annotations

import asyncio
import secrets
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import psycopg

from api.access.rights import Holder, rights_of
from api.rates.limiter import Limiter
from api.rates.told import Told
from api.settings import ApiSettings
from bench.scratch import Scratch, scratch
from bench.stack import Stack, running_stack
from store.access import Book
from store.api_keys import hash_of
from store.tenant_limits import TenantLimits

A_SECOND = 200
SECONDS = 20
MOST_MILLISECONDS = 20
TURNS = 20_000


@dataclass(frozen=True)
class Figure:
    """Of one way to prove who asks."""

    times: list[float]
    refused: int

    def line(self, name: str) -> str:
        ordered = sorted(self.times)
        p95 = ordered[int(len(ordered) * 0.95)]
        return (
            f"  {name}: p50 {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms"
            f" (at most {MOST_MILLISECONDS}), {self.refused} refused of {len(ordered)}"
        )


class Lines:
    """A few connections that stay open; a request takes one that is free.

    Bare, because a client that does more per request than the API would be what is measured.
    """

    def __init__(self, stack: Stack, header: str) -> None:
        address = httpx.URL(stack.api)
        self._host, self._port = address.host, address.port or 80
        self._request = (
            f"GET /api/v1/me HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n{header}\r\n\r\n"
        ).encode()
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def get(self) -> int:
        """The status."""
        line = self._free.pop() if self._free else await self._another()
        reader, writer = line
        writer.write(self._request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        self._free.append(line)
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        for _, writer in self._free:
            writer.close()

    async def _another(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(self._host, self._port)


async def measure(lines: Lines) -> Figure:
    """Sent when it is time, whether earlier ones have been answered or not."""
    times: list[float] = []
    refused = 0

    async def ask(at: float) -> None:
        nonlocal refused
        status = await lines.get()
        times.append((time.perf_counter() - at) * 1000)
        refused += status != 200

    begun = time.perf_counter()
    asked: list[asyncio.Task[None]] = []
    for number in range(A_SECOND * SECONDS):
        due = begun + number / A_SECOND
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.create_task(ask(due)))
    await asyncio.gather(*asked)
    lines.close()
    return Figure(times, refused)


def sign_in(stack: Stack, made: Scratch) -> str:
    """A session of the first person, as signing in makes one."""
    token, ends = secrets.token_urlsafe(32), datetime.now(UTC) + timedelta(hours=1)
    with psycopg.connect(stack.database_admin, autocommit=True) as admin:
        admin.execute(
            "INSERT INTO sessions (tenant_id, token_hash, id, person_id, created_at, seen_at,"
            " proven_at, address, device, expires_at, idle_at)"
            " VALUES (%s, %s, gen_random_uuid(), %s, now(), now(), now(), '', '', %s, %s)",
            [
                made.tenant,
                hash_of(token),
                made.people[0].id,
                ends,
                ends,
            ],
        )
    return token


def alone() -> float:
    """Permission and limits of one request, in microseconds."""
    limiter = Limiter(ApiSettings().limits)
    holder, book = Holder("person", ("developer",)), Book()
    plenty = TenantLimits(TURNS, TURNS, TURNS)
    begun = time.perf_counter()
    for _ in range(TURNS):
        told = Told()
        limiter.address(told, "192.0.2.1")
        rights_of(holder, book, 0.0).may_somewhere("me:read")
        limiter.proven(told, "tenant", "person", "key", plenty)
        told.headers()
    return (time.perf_counter() - begun) / TURNS * 1e6


async def main() -> None:
    stack = running_stack()
    print(f"an authorised GET, {A_SECOND} a second for {SECONDS} s:")
    with scratch(stack.database_admin, people=2) as made:
        key = f"Authorization: Bearer {made.people[0].key}"
        print((await measure(Lines(stack, key))).line("by key"))
        cookie = f"Cookie: baton_session={sign_in(stack, made)}"
        print((await measure(Lines(stack, cookie))).line("by session"))
    print(f"  permission and limits by themselves: {alone():.0f} µs (at most 1000)")


if __name__ == "__main__":
    asyncio.run(main())
