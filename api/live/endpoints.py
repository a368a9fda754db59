"""`/api/v1/live`, a WebSocket that OpenAPI can't describe: docs/live.md does.

Never: an accepted socket of another site's page.
"""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from starlette.websockets import WebSocket

from api.audit.service import data_read
from api.auth.guard import MayWatch
from api.live.connection import Connection
from api.live.protocol import SUBPROTOCOL
from api.services import TheServices

router = APIRouter(prefix="/api/v1")


@router.websocket("/live")
async def live(socket: WebSocket, services: TheServices, proven: MayWatch) -> None:
    """Tells of runs and their trace as they change."""
    await socket.accept(SUBPROTOCOL)
    reads = partial(data_read, services, proven.principal)
    await services.live.serve(Connection(socket, proven, reads))
