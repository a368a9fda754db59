"""The outermost layer of sockets: ids, figures, one line each, and faults that nobody foresaw."""

from __future__ import annotations

import pytest
import structlog

from api.edge import Edge
from api.metrics import Metrics
from api.sockets import WHY_CLOSED


class Talk:
    """Speaks ASGI to the edge."""

    def __init__(self, *received: dict[str, object]) -> None:
        self.sent: list[dict[str, object]] = []
        self.metrics = Metrics()
        self._received = iter(received)

    async def receive(self) -> dict[str, object]:
        return next(self._received)

    async def send(self, message: dict[str, object]) -> None:
        self.sent.append(message)

    async def with_application(self, app: object) -> list[dict[str, object]]:
        """The log."""
        scope = {
            "type": "websocket",
            "path": "/api/v1/live",
            "query_string": b"token=hidden",
            "headers": [(b"x-request-id", b"mine-1")],
            "subprotocols": [],
        }
        with structlog.testing.capture_logs() as logs:
            await Edge(app, self.metrics, https=False)(scope, self.receive, self.send)
        return logs

    def closed(self, code: str) -> bool:
        line = f'baton_websockets_closed_total{{code="{code}"}} 1.0'
        text = self.metrics.exposition().decode()
        return line in text and "baton_websockets_open 0.0" in text


async def accept(scope, receive, send) -> None:
    await receive()
    await send({"type": "websocket.accept", "headers": [(b"x-own", b"1")]})


class TestSocket:
    async def test_the_headers_of_every_answer(self):
        talk = Talk({"type": "websocket.connect"})
        await talk.with_application(accept)
        headers = dict(talk.sent[0]["headers"])
        assert headers[b"x-request-id"] == b"mine-1"
        assert headers[b"x-own"] == b"1"
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert talk.closed("1006")

    @pytest.mark.parametrize(
        ("code", "label"), [(1000, "1000"), (4401, "4401"), (3999, "other"), (None, "1006")]
    )
    async def test_counted_by_the_code_of_who_closed_first(self, code: int | None, label: str):
        async def app(scope, receive, send) -> None:
            await accept(scope, receive, send)
            await receive()
            await send({"type": "websocket.close", "code": 1001})

        talk = Talk({"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": code})
        logs = await talk.with_application(app)
        assert talk.closed(label)
        (line,) = logs
        assert (line["event"], line["path"]) == ("socket", "/api/v1/live")
        assert line["code"] == (code or 1006)
        assert "hidden" not in str(logs)

    async def test_why_we_close_counts_where_it_can_not_be_said(self):
        async def app(scope, receive, send) -> None:
            await accept(scope, receive, send)
            scope[WHY_CLOSED] = 1013
            await receive()

        talk = Talk({"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1005})
        await talk.with_application(app)
        assert talk.closed("1013")

    async def test_one_that_never_opened_is_counted_by_its_status(self):
        async def app(scope, receive, send) -> None:
            await send({"type": "websocket.http.response.start", "status": 403, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b""})

        talk = Talk()
        await talk.with_application(app)
        assert talk.closed("403")
        assert dict(talk.sent[0]["headers"])[b"x-request-id"] == b"mine-1"

    async def test_closed_before_it_was_accepted(self):
        async def app(scope, receive, send) -> None:
            await send({"type": "websocket.close", "code": 1000})

        talk = Talk()
        await talk.with_application(app)
        assert talk.closed("403")

    async def test_what_nobody_foresaw_is_1011(self):
        async def app(scope, receive, send) -> None:
            await accept(scope, receive, send)
            raise RuntimeError("a password")

        talk = Talk({"type": "websocket.connect"})
        logs = await talk.with_application(app)
        assert talk.sent[-1] == {"type": "websocket.close", "code": 1011}
        assert [entry["event"] for entry in logs] == ["socket.failed", "socket"]
        assert talk.closed("1011")
