"""An app of a few lines: keeps what it hears, and answers what a test tells it to."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.standins.serving import served


@dataclass
class Says:
    """One answer."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    waits: bool = False
    """Until the listener is let go, which is longer than anybody waits."""


@dataclass
class Heard:
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        pairs = parse_qs(self.body.decode(), keep_blank_values=True)
        return {name: values[0] for name, values in pairs.items()}

    @property
    def payload(self) -> dict[str, Any]:
        """Of an interaction in Slack."""
        return json.loads(self.form["payload"])


@dataclass
class Listener:
    url: str = ""
    heard: list[Heard] = field(default_factory=list[Heard])
    says: deque[Says] = field(default_factory=deque[Says])
    """The next ones; when there are none, 200 and nothing."""
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: Request) -> Response:
        self.heard.append(Heard(dict(request.headers), await request.body()))
        says = self.says.popleft() if self.says else Says()
        if says.waits:
            await self.let_go.wait()
        if says.body is None:
            return Response(status_code=says.status, headers=says.headers)
        headers = {"content-type": "application/json", **says.headers}
        return Response(json.dumps(says.body), says.status, headers)


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    listener = Listener()
    routes = [Route("/{rest:path}", listener.take, methods=["POST"])]
    async with served(Starlette(routes=routes)) as url:
        listener.url = f"{url}/said"
        try:
            yield listener
        finally:
            listener.let_go.set()
