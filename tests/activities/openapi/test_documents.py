"""Descriptions: fetched once a minute, each owner's own, whatever is served."""

from __future__ import annotations

import json

import pytest

from activities.http_request import read_request
from activities.http_sender import Sender
from activities.openapi import documents
from activities.openapi.documents import Documents, read_document
from activities.secrets import Mask
from definitions.errors import ProblemError, same_type
from definitions.values import JsonObject
from tests.activities.calling import World

MOST = 10_000


class Reading:
    def __init__(self, world: World) -> None:
        self.world = world
        self.documents = Documents(Sender(world.connections, MOST))

    async def get(self, owner: str = "t", path: str = "/d") -> JsonObject:
        given: JsonObject = {"method": "get", "endpoint": self.world.stub.url + path}
        request = read_request(given, None, MOST)
        return await self.documents.get(owner, request, None, Mask())

    async def refused(self, status: int, kind: str = "communication") -> str:
        with pytest.raises(ProblemError) as caught:
            await self.get()
        problem = caught.value.problem
        assert (problem.status, same_type(problem.type, kind)) == (status, True)
        return problem.detail or ""


@pytest.fixture
def reading(world: World) -> Reading:
    return Reading(world)


class TestGet:
    async def test_once(self, world: World, reading: Reading) -> None:
        world.stub.answers("/d", {"openapi": "3.0.0"})
        for _ in range(3):
            assert await reading.get() == {"openapi": "3.0.0"}
        assert len(world.stub.asked) == 1

    async def test_each_owner_for_itself(self, world: World, reading: Reading) -> None:
        world.stub.answers("/d", {"of": "one"})
        world.stub.answers("/d", {"of": "other"})
        assert await reading.get("one") == {"of": "one"}
        assert await reading.get("other") == {"of": "other"}

    async def test_again_after_its_time(
        self, world: World, reading: Reading, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(documents, "KEPT_SECONDS", 0.0)
        world.stub.answers("/d", {"v": 1})
        world.stub.answers("/d", {"v": 2})
        assert [await reading.get(), await reading.get()] == [{"v": 1}, {"v": 2}]

    async def test_what_is_kept_is_bounded(
        self, world: World, reading: Reading, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(documents, "KEPT_TEXTS", 1)
        monkeypatch.setattr(documents, "KEPT_DOCUMENTS", 1)
        for path in ("/a", "/b"):
            world.stub.answers(path, {"at": path})
        for path in ("/a", "/b", "/a"):
            assert await reading.get(path=path) == {"at": path}
        assert len(world.stub.asked) == 3

    @pytest.mark.parametrize("status", [301, 401, 404, 500])
    async def test_refused(self, world: World, reading: Reading, status: int) -> None:
        world.stub.answers("/d", status=status)
        await reading.refused(status)

    async def test_too_large(self, world: World, reading: Reading) -> None:
        world.stub.answers("/d", raw=b" " * (MOST + 1))
        assert "10,000" in await reading.refused(502)

    async def test_broken(self, world: World, reading: Reading) -> None:
        world.stub.says("/d")
        await reading.refused(502)


class TestRead:
    @pytest.mark.parametrize(
        "data",
        [b'{"a": "\xc3\xbc"}', b"a: \xc3\xbc\n", b'\xef\xbb\xbf{"a": "\xc3\xbc"}'],
        ids=["json", "yaml", "bom"],
    )
    def test_json_and_yaml(self, data: bytes) -> None:
        assert read_document(data) == {"a": "ü"}

    def test_statuses_are_texts(self) -> None:
        assert read_document(b"responses: { 200: ok }") == {"responses": {"200": "ok"}}

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"null",
            b"[]",
            b'"x"',
            b"\xff\xfe",
            b"a: [",
            b"<html>",
            b"a: 1\na: 2\n",
            b"[" * 100000,
            b"{" * 100000,
            b'{"a":' * 100000,
            b"a: &a [*a]",
        ],
        ids=[
            "nothing",
            "null",
            "list",
            "text",
            "bytes",
            "cut",
            "html",
            "twice",
            "deep list",
            "deep map",
            "deep json",
            "circle",
        ],
    )
    def test_what_is_none(self, data: bytes) -> None:
        with pytest.raises(ProblemError) as caught:
            read_document(data)
        assert same_type(caught.value.problem.type, "configuration")

    def test_yaml_has_a_bound_of_its_own(self) -> None:
        data = b"a: " + b"x" * 2_000_000
        with pytest.raises(ProblemError):
            read_document(data)
        assert read_document(json.dumps({"a": "x" * 2_000_000}).encode())
