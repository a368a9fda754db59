"""What each scheme sends: Basic, Bearer and Digest, also where a server is odd."""

from __future__ import annotations

import asyncio
import hashlib
import re

import pytest

from definitions.values import Json
from tests.activities.calling import World, problem_of
from tests.activities.stub import Asked

PAIR: Json = {"username": "admin", "password": "pass word"}


async def ask(world: World, authentication: Json, path: str = "/x", **more: Json) -> Json:
    endpoint: Json = {"uri": world.stub.url + path, "authentication": authentication}
    outcome = await world.get(path, endpoint=endpoint, **more)
    return problem_of(outcome, 401) if outcome.problem else outcome.output


def sent(world: World) -> list[str | None]:
    return [asked.headers.get("authorization") for asked in world.stub.asked]


class TestPlain:
    async def test_basic_is_utf8(self, world: World) -> None:
        world.stub.answers("/x", 1)
        await ask(world, {"basic": {"username": "ann", "password": "p:é1"}})
        assert sent(world) == ["Basic YW5uOnA6w6kx"]

    async def test_bearer(self, world: World) -> None:
        world.stub.answers("/x", 1)
        await ask(world, {"bearer": {"token": "t"}})
        assert sent(world) == ["Bearer t"]

    async def test_it_goes_before_a_header_of_the_task(self, world: World) -> None:
        world.stub.answers("/x", 1)
        await ask(world, {"bearer": {"token": "t"}}, headers={"authorization": "mine"})
        assert sent(world) == ["Bearer t"]

    async def test_a_line_break_in_a_token_is_refused(self, world: World) -> None:
        endpoint: Json = {
            "uri": world.stub.url,
            "authentication": {"bearer": {"token": "t\r\nx: hush-hush"}},
        }
        outcome = await world.get(endpoint=endpoint)
        assert "hush-hush" not in problem_of(outcome, 400, "configuration")
        assert world.stub.asked == []

    async def test_what_is_no_secret_can_be_read_afterwards(self, world: World) -> None:
        world.stub.answers("/x", 1)
        endpoint: Json = {
            "uri": f"{world.stub.url}/x",
            "authentication": {"bearer": {"token": "from-the-input"}},
        }
        outcome = await world.get(endpoint=endpoint)
        assert outcome.authorization == {"scheme": "Bearer", "parameter": "from-the-input"}

    async def test_without_one_nothing_is_known(self, world: World) -> None:
        world.stub.answers("/x", 1)
        assert (await world.get()).authorization is None


def right(header: str, method: str = "GET") -> bool:
    """Whether a Digest answers as RFC 7616 says."""
    part = dict(re.findall(r'(\w+)="?([^",]*)"?', header))
    kind = hashlib.sha256 if part["algorithm"].startswith("SHA-256") else hashlib.md5

    def digest(text: str) -> str:
        return kind(text.encode()).hexdigest()

    first = digest(f"admin:{part['realm']}:pass word")
    middle = f"{part['nonce']}:{part['nc']}:{part['cnonce']}:{part['qop']}"
    second = digest(f"{method}:{part['uri']}")
    return part["response"] == digest(f"{first}:{middle}:{second}")


def guards(world: World, path: str = "/x", **challenge: str) -> None:
    """Challenges whoever does not answer rightly."""
    given = {"realm": "vault", "nonce": "n0", "qop": "auth", "algorithm": "MD5"} | challenge
    said = ", ".join(f'{name}="{value}"' for name, value in given.items())

    async def handler(asked: Asked, writer: asyncio.StreamWriter) -> None:
        header = asked.headers.get("authorization", "")
        if header.startswith("Digest ") and right(header, asked.method):
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        else:
            head = (
                f"HTTP/1.1 401 No\r\nwww-authenticate: Digest {said}\r\ncontent-length: 0\r\n\r\n"
            )
            writer.write(head.encode())

    world.stub.does(path, handler)


class TestDigest:
    @pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
    async def test_answers_the_challenge(self, world: World, algorithm: str) -> None:
        guards(world, algorithm=algorithm, opaque="o")
        assert await ask(world, {"digest": PAIR}) is None
        assert len(world.stub.asked) == 2

    async def test_the_next_one_is_answered_beforehand_and_counted(self, world: World) -> None:
        guards(world)
        for _ in range(3):
            assert await ask(world, {"digest": PAIR}) is None
        assert len(world.stub.asked) == 4
        counts = [re.search(r"nc=(\w+)", header or "") for header in sent(world)]
        assert [found and found[1] for found in counts] == [
            None,
            "00000001",
            "00000002",
            "00000003",
        ]

    async def test_a_stale_nonce_is_answered_again(self, world: World) -> None:
        guards(world)
        assert await ask(world, {"digest": PAIR}) is None
        guards(world, path="/y", nonce="n1", stale="true")
        world.stub.answers("/y", status=401, headers={"www-authenticate": 'Digest realm="v"'})
        assert await ask(world, {"digest": PAIR}, "/y") is None

    async def test_a_wrong_password_ends_after_one_try(self, world: World) -> None:
        guards(world)
        said = await ask(world, {"digest": {"username": "admin", "password": "hush-hush"}})
        assert "401" in str(said)
        assert len(world.stub.asked) == 2

    async def test_a_post_is_made_once(self, world: World) -> None:
        guards(world)
        assert await ask(world, {"digest": PAIR}, method="post", body={"a": 1}) is None
        assert [asked.body for asked in world.stub.asked] == [b'{"a":1}'] * 2
        assert world.kept.log == ["claimed r:/do/0/ask:1", "settled r:/do/0/ask:1"]

    @pytest.mark.parametrize(
        "challenge",
        [
            'Digest realm="v"',
            'Digest realm="v", nonce="n", algorithm="ROT13"',
            'Digest realm="v", nonce="n", qop="auth-int"',
            "Digest nonsense",
        ],
    )
    async def test_a_challenge_that_can_not_be_answered(self, world: World, challenge: str) -> None:
        world.stub.answers("/x", status=401, headers={"www-authenticate": challenge})
        endpoint: Json = {"uri": f"{world.stub.url}/x", "authentication": {"digest": PAIR}}
        outcome = await world.get(endpoint=endpoint)
        assert "MD5" in problem_of(outcome, 502)

    @pytest.mark.parametrize("headers", [{}, {"www-authenticate": 'Basic realm="v"'}])
    async def test_no_challenge(self, world: World, headers: dict[str, str]) -> None:
        world.stub.answers("/x", status=401, headers=headers)
        assert "401" in str(await ask(world, {"digest": PAIR}))
        assert len(world.stub.asked) == 1
