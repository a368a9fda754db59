"""Files through a real server: who goes away, what breaks, and a bucket behind it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from urllib.parse import urlsplit

import httpx
import pytest

from api import main
from api.app import create_app
from api.services import Services
from store.blobs.address import read_url
from store.blobs.bucket import Bucket
from store.blobs.signing import Credentials
from store.file_bytes import FileBytes
from store.keys import Keyring
from store.session import Database
from tests.api.files.bringing import FILES, MOST
from tests.store.stand_in_s3 import ACCESS, REGION, SECRET, S3Error, StandIn, standing_in

LARGE = 12_000_000


@pytest.fixture
async def served(services: Services) -> AsyncIterator[str]:
    listening = main.bind("127.0.0.1", 0)
    server = main.server(create_app(services), services)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    async with asyncio.timeout(20):
        await task


@pytest.fixture
async def http(served: str, member: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": member.headers["Authorization"]}
    async with httpx.AsyncClient(base_url=served, headers=headers, timeout=60) as client:
        yield client


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("It does not come to that.")


async def say(served: str, http: httpx.AsyncClient, length: int, *parts: bytes) -> bytes:
    """A request by hand; what is answered until the connection ends, or ours does."""
    there = urlsplit(served)
    reader, writer = await asyncio.open_connection(there.hostname, there.port)
    key = http.headers["Authorization"]
    head = f"POST {FILES}?name=a HTTP/1.1\r\nHost: a\r\nAuthorization: {key}\r\n"
    writer.write(f"{head}Content-Length: {length}\r\n\r\n".encode())
    for part in parts:
        writer.write(part)
        await writer.drain()
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    return answer


class TestWhoGoesAway:
    async def test_halfway(self, served, http, nothing_left):
        await say(served, http, 1_000_000, bytes(200_000))
        await until(nothing_left)

    async def test_who_announces_too_much_sends_nothing(self, served, http, nothing_left):
        answer = await say(served, http, MOST + 1)
        assert answer.startswith(b"HTTP/1.1 413")
        assert b"connection: close" in answer.lower()
        assert nothing_left()

    async def test_who_stops_reading(self, http, tmp_path):
        file = (await http.post(FILES, params={"name": "a"}, content=os.urandom(MOST))).json()["id"]
        async with http.stream("GET", f"{FILES}/{file}/content") as answer:
            await anext(answer.aiter_bytes(1000))
        assert (await http.get(f"{FILES}/{file}")).status_code == 200


class TestWhatBreaks:
    async def test_half_a_file_does_not_pass_for_one(self, http, tmp_path):
        made = await http.post(FILES, params={"name": "a"}, content=os.urandom(1_000_000))
        (path,) = (one for one in (tmp_path / "files").rglob("*") if one.is_file())
        path.write_bytes(path.read_bytes()[:500_000])
        with pytest.raises(httpx.RemoteProtocolError):
            await http.get(f"{made.headers['location']}/content")


class TestBucket:
    @pytest.fixture
    async def s3(
        self, services: Services, database: Database, keyring: Keyring
    ) -> AsyncIterator[StandIn]:
        async with standing_in() as store:
            credentials = Credentials(ACCESS, SECRET, REGION)
            place = Bucket(read_url(store.url), credentials, pause_seconds=0)
            services.files = FileBytes(database, keyring, place, LARGE)
            yield store
            await place.close()

    async def test_there_and_back_and_gone(self, s3: StandIn, http: httpx.AsyncClient):
        content = os.urandom(LARGE)
        made = await http.post(FILES, params={"name": "a"}, content=content)
        assert made.status_code == 201, made.text
        place = made.headers["location"]
        assert (await http.get(f"{place}/content")).content == content
        part = await http.get(f"{place}/content", headers={"Range": "bytes=-100"})
        assert part.content == content[-100:]
        (lies,) = s3.objects.values()
        assert content[:64] not in lies
        assert (await http.delete(place)).status_code == 204
        assert s3.objects == {}

    async def test_away(self, s3: StandIn, http: httpx.AsyncClient, rows):
        made = await http.post(FILES, params={"name": "a"}, content=b"hello")
        s3.fails[""] = S3Error(503, "SlowDown")
        answers = [
            await http.post(FILES, params={"name": "a"}, content=b"hello"),
            await http.get(f"{made.headers['location']}/content"),
        ]
        for answer in answers:
            assert answer.status_code == 503
            assert answer.json()["type"].endswith("files-away")
            assert "SlowDown" not in answer.text
        # What could not be removed waits for a round of the relay.
        assert rows() == 2
