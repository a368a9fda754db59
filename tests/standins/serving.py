"""Serves an application on a free port of the loopback while a test uses it.

Never: uvicorn's own loop, which looks ten times a second whether it should end; tests would wait.
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """Its address, without a slash at the end."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port: int = listening.getsockname()[1]
    config = uvicorn.Config(
        app, log_level="critical", lifespan="off", ws="websockets-sansio", access_log=False
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listening])
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        # Who still waits for an answer isn't waited for.
        server.force_exit = True
        await server.shutdown(sockets=[listening])
