"""The outermost layer: ids, bounds, headers, figures, and faults that nobody foresaw."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import structlog
from fastapi import FastAPI
from starlette.requests import Request

from api import errors
from api.bodies import MAX_BODY_BYTES
from api.edge import Edge
from api.metrics import Metrics


def application() -> FastAPI:
    app = FastAPI()
    errors.install(app)

    @app.post("/echo")
    async def echo(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.get("/things/{name}")
    async def thing(name: str) -> dict[str, str]:
        return {"name": name}

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("postgresql://user:password@host is not to be seen")

    @app.get("/away")
    async def away() -> None:
        raise ConnectionRefusedError("no route to database at 10.0.0.1")

    return app


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def client(metrics: Metrics) -> AsyncIterator[httpx.AsyncClient]:
    edge = Edge(application(), metrics, https=True)
    transport = httpx.ASGITransport(edge, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://baton.test") as client:
        yield client


class TestRequestId:
    async def test_one_is_made(self, client: httpx.AsyncClient):
        first = (await client.get("/things/a")).headers["x-request-id"]
        second = (await client.get("/things/a")).headers["x-request-id"]
        assert first
        assert first != second

    async def test_a_given_one_is_kept(self, client: httpx.AsyncClient):
        answer = await client.get("/nothing", headers={"X-Request-Id": "trace-1:a.b_c"})
        assert answer.headers["x-request-id"] == "trace-1:a.b_c"
        assert answer.json()["request"] == "trace-1:a.b_c"

    @pytest.mark.parametrize("given", ["", "a b", "x" * 101, "<script>", 'a"b', "ä"])
    async def test_a_strange_one_is_replaced(self, client: httpx.AsyncClient, given: str):
        answer = await client.get("/nothing", headers={"X-Request-Id": given.encode("latin-1")})
        assert answer.headers["x-request-id"] != given


class TestBodies:
    async def test_up_to_the_bound(self, client: httpx.AsyncClient):
        answer = await client.post("/echo", content=b"x" * MAX_BODY_BYTES)
        assert answer.json() == {"bytes": MAX_BODY_BYTES}

    async def test_announced_too_large_is_refused_unread(self, client: httpx.AsyncClient):
        answer = await client.post("/echo", content=b"x" * (MAX_BODY_BYTES + 1))
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["connection"] == "close"
        assert answer.json()["remedy"]

    async def test_too_large_without_announcement(self, client: httpx.AsyncClient):
        async def drops() -> AsyncIterator[bytes]:
            for _ in range(20):
                yield b"x" * (MAX_BODY_BYTES // 10)

        answer = await client.post("/echo", content=drops())
        assert answer.status_code == 413
        assert answer.json()["type"] == "urn:baton:problem:too-large"

    @pytest.mark.parametrize("length", ["-1", "1e9", "many"])
    async def test_a_false_length_does_no_harm(self, client: httpx.AsyncClient, length: str):
        headers = {"Content-Length": length}
        answer = await client.post("/echo", content=b"abc", headers=headers)
        assert answer.status_code in (200, 400)


class TestFaults:
    async def test_what_nobody_foresaw_tells_nothing(self, client: httpx.AsyncClient):
        with structlog.testing.capture_logs() as logs:
            answer = await client.get("/broken")
        assert answer.status_code == 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert "password" not in answer.text
        problem = answer.json()
        assert problem["title"] == "Internal Server Error"
        assert problem["remedy"]
        assert problem["request"] == answer.headers["x-request-id"]
        assert any(entry["event"] == "request.failed" for entry in logs)

    async def test_the_database_is_away(self, client: httpx.AsyncClient):
        answer = await client.get("/away")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert "10.0.0.1" not in answer.text

    async def test_unknown_addresses_and_methods(self, client: httpx.AsyncClient):
        missing = await client.get("/nothing")
        assert (missing.status_code, missing.json()["title"]) == (404, "Not Found")
        wrong = await client.delete("/things/a")
        assert wrong.status_code == 405
        assert wrong.headers["allow"] == "GET"
        assert wrong.json()["remedy"]


class Talk:
    """Speaks ASGI to the edge, to do what no client library does."""

    def __init__(self, *received: dict[str, object]) -> None:
        self.sent: list[dict[str, object]] = []
        self._received = iter(received)

    async def receive(self) -> dict[str, object]:
        return next(self._received)

    async def send(self, message: dict[str, object]) -> None:
        self.sent.append(message)

    async def with_application(self, app: object) -> None:
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/echo",
            "headers": [],
            "query_string": b"",
            "scheme": "http",
            "server": ("baton.test", 80),
            "app": app,
        }
        await Edge(app, Metrics(), https=False)(scope, self.receive, self.send)


class TestBrokenTalk:
    async def test_a_client_that_goes_away_is_no_fault(self):
        talk = Talk({"type": "http.disconnect"})
        with structlog.testing.capture_logs() as logs:
            await talk.with_application(application())
        assert [entry["event"] for entry in logs] == ["request"]
        assert logs[0]["status"] == 499

    async def test_half_an_answer_is_no_answer(self):
        async def half(scope, receive, send) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            raise RuntimeError("broke off")

        talk = Talk()
        with structlog.testing.capture_logs(), pytest.raises(RuntimeError):
            await talk.with_application(half)
        assert [message["type"] for message in talk.sent] == ["http.response.start"]

    async def test_a_fault_before_the_answer_is_a_problem(self):
        async def broken(scope, receive, send) -> None:
            raise RuntimeError("broke off")

        talk = Talk()
        with structlog.testing.capture_logs():
            await talk.with_application(broken)
        assert talk.sent[0]["status"] == 500


class TestHeaders:
    async def test_every_answer_has_them(self, client: httpx.AsyncClient):
        for path in ("/things/a", "/nothing", "/broken"):
            with structlog.testing.capture_logs():  # a shown traceback costs seconds
                headers = (await client.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert "default-src 'self'" in headers["content-security-policy"]
            assert "connect-src 'self';" in headers["content-security-policy"]
            assert headers["cache-control"] == "no-store"
            assert headers["strict-transport-security"]

    async def test_without_https_no_promise_of_it(self):
        transport = httpx.ASGITransport(Edge(application(), Metrics(), https=False))
        async with httpx.AsyncClient(transport=transport, base_url="http://a.test") as client:
            headers = (await client.get("/things/a")).headers
        assert "strict-transport-security" not in headers

    async def test_while_draining_connections_end(self):
        edge = Edge(application(), Metrics(), https=False)
        edge.draining = True
        transport = httpx.ASGITransport(edge)
        async with httpx.AsyncClient(transport=transport, base_url="http://a.test") as client:
            assert (await client.get("/things/a")).headers["connection"] == "close"


class TestFigures:
    async def test_counted_by_address_not_by_object(
        self, client: httpx.AsyncClient, metrics: Metrics
    ):
        await client.get("/things/a")
        await client.get("/things/b")
        await client.get("/nothing/at/all")
        text = metrics.exposition().decode()
        counted = 'baton_http_requests_total{method="GET",route="/things/{name}",status="200"} 2.0'
        assert counted in text
        assert 'route="none",status="404"} 1.0' in text
        assert "/nothing/at/all" not in text
        assert "baton_http_requests_in_flight 0.0" in text

    async def test_one_line_a_request_without_its_query(self, client: httpx.AsyncClient):
        with structlog.testing.capture_logs() as logs:
            await client.get("/things/a?token=hidden")
        (line,) = [entry for entry in logs if entry["event"] == "request"]
        assert line["path"] == "/things/a"
        assert line["status"] == 200
        assert "hidden" not in str(line)
