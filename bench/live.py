"""1,000 sockets on one API process: from the commit of a change to the message at every socket.

The clients do no more than note when bytes came; what they were is read afterwards. Otherwise the
client's own work would be measured.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import psycopg
import uvloop

from bench.memory import megabytes
from bench.scratch import Scratch, Somebody, scratch
from bench.stack import Stack, running_stack
from definitions.contracts import Recording, TraceRow
from store import recordings
from store.keys import Keyring
from store.master_key import load_master_key
from store.runs import new_id
from store.session import Database
from store.settings import StoreSettings

SOCKETS = 1000
OF_A_PERSON = 20
CHANGES = 40
MOST_MILLISECONDS = 100
_SHORT, _MEDIUM = 126, 127


@dataclass
class Ear(asyncio.Protocol):
    """A socket that only listens."""

    hears: list[tuple[float, bytes]] = field(default_factory=list[tuple[float, bytes]])
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's own kind is no subclass of it.
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.hears.append((time.perf_counter(), data))

    def open(self, host: str, key: str) -> None:
        assert self.transport
        self.transport.write(
            f"GET /api/v1/live HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Sec-WebSocket-Protocol: baton.live.1\r\nAuthorization: Bearer {key}\r\n\r\n".encode()
        )

    def ask(self, message: object) -> None:
        """A text frame; masked with zeros, it stays as it is."""
        text = json.dumps(message).encode()
        assert self.transport
        self.transport.write(struct.pack("!BBI", 0x81, 0x80 | len(text), 0) + text)

    def heard(self) -> Iterator[tuple[float, dict[str, object]]]:
        """Messages, each with when its last byte came."""
        buffer = b""
        for at, data in self.hears:
            buffer += data
            if buffer.startswith(b"HTTP/1.1"):
                head, found, rest = buffer.partition(b"\r\n\r\n")
                assert b" 101 " in head.split(b"\r\n")[0], head
                buffer = rest if found else buffer
            while (end := _end_of_frame(buffer)) is not None:
                begin, last = end
                if buffer[0] & 0x0F == 1:
                    yield at, json.loads(buffer[begin:last])
                buffer = buffer[last:]

    def has_heard(self, kind: bytes, times: int = 1) -> bool:
        return sum(data.count(kind) for _, data in self.hears) >= times


def _end_of_frame(buffer: bytes) -> tuple[int, int] | None:
    """Where a whole frame's text begins and ends."""
    if len(buffer) < 2:
        return None
    begin, length = 2, buffer[1] & 0x7F
    if length in (_SHORT, _MEDIUM):
        size = 2 if length == _SHORT else 8
        begin += size
        length = int.from_bytes(buffer[2:begin], "big")
    return (begin, begin + length) if len(buffer) >= begin + length else None


async def connect(stack: Stack, people: Sequence[Somebody]) -> list[Ear]:
    place = urlsplit(stack.api)
    ears: list[Ear] = []
    for number in range(SOCKETS):
        loop = asyncio.get_running_loop()
        _, ear = await loop.create_connection(Ear, place.hostname, place.port)
        ear.open(place.netloc, people[number // OF_A_PERSON].key)
        ears.append(ear)
    await until(lambda: all(ear.has_heard(b"\r\n\r\n") for ear in ears))
    return ears


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(1200):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError("Not all sockets have heard.")


class Changes:
    """Runs of the tenant, changed as a worker changes them."""

    def __init__(self, database: Database, keyring: Keyring, made: Scratch) -> None:
        self._database = database
        self._keyring = keyring
        self._made = made
        self._lines: dict[str, int] = {}

    async def start(self, admin_url: str, count: int) -> list[str]:
        runs = [new_id() for _ in range(count)]
        values = [
            (self._made.tenant, run, self._made.people[number % len(self._made.people)].id)
            for number, run in enumerate(runs)
        ]
        with psycopg.connect(admin_url, autocommit=True) as admin, admin.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO runs (tenant_id, id, namespace, name, version, hash, status,"
                " started_by, created_at, input) VALUES (%s, %s, 'bench-0', 'process-0', '1.0.0',"
                " 'h', 'pending', %s, now(), '')",
                values,
            )
        return runs

    async def change(self, run: str, status: str) -> float:
        """Writes a line and a status; answers when the transaction began to commit or earlier."""
        keys = await self._keyring.of(self._made.tenant)
        number = self._lines[run] = self._lines.get(run, 0) + 1
        line = TraceRow(number, "/do/0/a", "v:0", "task.completed", 1, {"name": "a", "type": "set"})
        recording = Recording(self._made.tenant, run, 1, trace=[line], status=status)
        steps = recordings.writing(keys, [recording])
        begun = time.perf_counter()
        await self._database.at_once(self._made.tenant, steps)
        return begun


def report(what: str, times: list[float], expected: int) -> None:
    times.sort()
    assert len(times) == expected, f"{len(times)} messages came, {expected} were to come."
    print(
        f"  {what}: p50 {statistics.median(times):.0f} ms, p95 {times[int(len(times) * 0.95)]:.0f}"
        f" ms (at most {MOST_MILLISECONDS}), slowest {times[-1]:.0f} ms, {len(times)} messages"
    )


async def everybody_sees_all(ears: Sequence[Ear], changes: Changes, run: str) -> None:
    """One change goes to every socket."""
    for ear in ears:
        ear.ask({"type": "watch", "topic": "runs"})
    await until(lambda: all(ear.has_heard(b'"watching"') for ear in ears))
    for ear in ears:
        ear.hears.clear()
    changed: list[float] = []
    for number in range(CHANGES):
        changed.append(await changes.change(run, ("running", "waiting")[number % 2]))
        await asyncio.sleep(0.5)
    await until(lambda: all(ear.has_heard(b'"status"', CHANGES) for ear in ears))
    times: list[float] = []
    for ear in ears:
        heard = [at for at, message in ear.heard() if message["type"] == "run"]
        times += [(at - began) * 1000 for at, began in zip(heard, changed, strict=True)]
        ear.hears.clear()
        ear.ask({"type": "unwatch", "topic": "runs"})
    report("all watch all runs, 2 changes a second", times, CHANGES * len(ears))


async def each_follows_a_run(ears: Sequence[Ear], changes: Changes, runs: Sequence[str]) -> None:
    """Ten sockets a run."""
    for number, ear in enumerate(ears):
        run = runs[number % len(runs)]
        ear.ask({"type": "watch", "topic": "run", "run": run, "after": 0})
    await until(lambda: all(ear.has_heard(b'"trace"') for ear in ears))
    for ear in ears:
        ear.hears.clear()
    changed: dict[str, float] = {}
    for run in runs:
        changed[run] = await changes.change(run, "running")
        await asyncio.sleep(0.02)
    await until(lambda: all(ear.has_heard(b'"trace"') for ear in ears))
    times: list[float] = []
    for ear in ears:
        for at, message in ear.heard():
            if message["type"] == "trace":
                times.append((at - changed[str(message["run"])]) * 1000)
    report("each follows a run, 10 a run, 50 lines a second", times, len(ears))


def api_memory(data: Path) -> float:
    """Of the API process, in MB."""
    known = json.loads((data / "stack.json").read_text())
    return megabytes(known["children"]["api"]["pid"])


async def measure(stack: Stack, data: Path) -> None:
    settings = StoreSettings(database_url=stack.database, data=data)
    database = await Database.open(settings)
    keyring = Keyring(database, load_master_key(settings))
    people = SOCKETS // OF_A_PERSON
    with scratch(stack.database_admin, people, operators=people) as made:
        changes = Changes(database, keyring, made)
        runs = await changes.start(stack.database_admin, SOCKETS // 10)
        before = api_memory(data)
        ears = await connect(stack, made.people)
        print(f"{len(ears)} sockets on one API process, from commit to the message received:")
        await everybody_sees_all(ears, changes, runs[0])
        await each_follows_a_run(ears, changes, [*runs[1:], runs[0]])
        after = api_memory(data)
        print(
            f"  memory of the API: {after:.0f} MB, {before:.0f} MB before"
            f" ({(after - before) * 1000 / len(ears):.0f} kB a socket)"
        )
        for ear in ears:
            assert ear.transport
            ear.transport.close()
    await database.close()


async def main() -> None:
    await measure(running_stack(), Path(os.environ.get("BATON_DATA", ".baton")))


if __name__ == "__main__":
    uvloop.run(main())
