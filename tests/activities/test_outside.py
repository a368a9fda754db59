"""Asking outside: by GET or with a form, guarded, bounded, and without following anything."""

from __future__ import annotations

import base64

import pytest

from activities.egress import Egress
from activities.http_connections import Connections
from activities.outside import BEGINNING, MOST_BYTES, Outside
from activities.settings import ActivitySettings
from definitions.errors import ProblemError
from tests.activities.stub import Stub


@pytest.fixture
def outside(connections: Connections) -> Outside:
    return Outside(connections)


class TestPostOnce:
    async def test_what_was_said(self, stub: Stub, outside: Outside):
        stub.answers("/d", {}, status=202)
        answered = await outside.post_once(f"{stub.url}/d?sig=x", b"{}")
        assert answered is not None
        assert (answered.status, stub.asked[0].body) == (202, b"{}")

    async def test_silence_is_unknown(self, stub: Stub, outside: Outside):
        stub.says("/d", b"")
        assert await outside.post_once(f"{stub.url}/d", b"{}") is None
        assert len(stub.asked) == 1

    async def test_what_was_not_sent_is_a_problem(self):
        guarded = Outside.open(ActivitySettings(http_allow=""))
        with pytest.raises(ProblemError) as refused:
            await guarded.post_once("http://127.0.0.1:9/d?sig=x", b"{}")
        guarded.close()
        assert "sig" not in (refused.value.problem.detail or "")


class TestAsk:
    async def test_by_get(self, stub: Stub, outside: Outside):
        stub.answers("/d", {"a": 1})
        assert await outside.ask(f"{stub.url}/d") == (200, b'{"a": 1}')
        assert stub.asked[0].method == "GET"
        assert "authorization" not in stub.asked[0].headers

    async def test_with_a_form_as_a_client(self, stub: Stub, outside: Outside):
        stub.answers("/t", {}, status=400)
        basic = base64.b64encode(b"a:b").decode()
        assert await outside.ask(f"{stub.url}/t", {"code": "a b&c=+"}, basic) == (400, b"{}")
        asked = stub.asked[0]
        assert (asked.method, asked.body) == ("POST", b"code=a+b%26c%3D%2B")
        assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
        assert asked.headers["authorization"] == f"Basic {basic}"

    async def test_a_redirection_is_an_answer(self, stub: Stub, outside: Outside):
        stub.answers("/d", {}, status=302, headers={"location": f"{stub.url}/else"})
        assert (await outside.ask(f"{stub.url}/d"))[0] == 302
        assert len(stub.asked) == 1

    async def test_too_much(self, stub: Stub, outside: Outside):
        stub.answers("/d", {"text": "x" * MOST_BYTES})
        with pytest.raises(ProblemError) as refused:
            await outside.ask(f"{stub.url}/d")
        assert "larger than" in (refused.value.problem.detail or "")

    async def test_too_late(self, stub: Stub, connections: Connections):
        stub.hangs("/d")
        with pytest.raises(ProblemError) as refused:
            await Outside(connections, seconds=0.1).ask(f"{stub.url}/d")
        assert "did not answer" in (refused.value.problem.detail or "")

    async def test_a_form_is_sent_once(self, stub: Stub, outside: Outside):
        stub.says("/t", b"")
        with pytest.raises(ProblemError):
            await outside.ask(f"{stub.url}/t", {"code": "once"})
        assert len(stub.asked) == 1

    async def test_inner_addresses_are_closed(self, stub: Stub):
        closed = Outside(Connections(Egress([])))
        with pytest.raises(ProblemError) as refused:
            await closed.ask(f"{stub.url}/d")
        closed.close()
        assert "BATON_HTTP_ALLOW" in (refused.value.problem.detail or "")
        assert stub.asked == []

    async def test_what_is_no_address(self, outside: Outside):
        for uri in ("", "ftp://x.test/", "https://", "/d", "https://u:p@x.test/"):
            with pytest.raises(ProblemError):
                await outside.ask(uri)

    async def test_as_the_settings_say(self, stub: Stub):
        stub.answers("/d", {})
        opened = Outside.open(ActivitySettings(http_allow="127.0.0.1"))
        assert (await opened.ask(f"{stub.url}/d"))[0] == 200
        opened.close()


class TestPost:
    async def test_the_very_bytes_and_the_beginning_of_the_answer(
        self, stub: Stub, outside: Outside
    ):
        stub.answers("/h", {"text": "y" * 40_000}, status=503, headers={"retry-after": "7"})
        said = await outside.post(f"{stub.url}/h?k=1", {"webhook-id": "m1"}, b'{"a": 1}')
        assert (said.status, said.retry_after, len(said.beginning)) == (503, "7", BEGINNING)
        asked = stub.asked[0]
        assert (asked.method, asked.body) == ("POST", b'{"a": 1}')
        assert asked.headers["content-type"] == "application/json"
        assert asked.headers["webhook-id"] == "m1"

    async def test_what_is_wrong_does_not_name_the_path(self, stub: Stub, outside: Outside):
        stub.says("/secret-path", b"no http at all\r\n\r\n")
        with pytest.raises(ProblemError) as refused:
            await outside.post(f"{stub.url}/secret-path?k=secret", {}, b"{}")
        assert "secret" not in (refused.value.problem.detail or "")

    async def test_too_late(self, stub: Stub, connections: Connections):
        stub.hangs("/secret-path")
        with pytest.raises(ProblemError) as refused:
            await Outside(connections, post_seconds=0.1).post(f"{stub.url}/secret-path", {}, b"")
        assert "did not answer" in (refused.value.problem.detail or "")
        assert "secret" not in (refused.value.problem.detail or "")
