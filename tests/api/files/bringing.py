"""How tests bring a file, and read why one was refused."""

from __future__ import annotations

import os

import httpx

FILES = "/api/v1/files"
PDF = b"%PDF-1.7\n" + os.urandom(200_000)
MOST = 2_000_000
KEY = {"Idempotency-Key": "order-4711"}


async def bring(
    client: httpx.AsyncClient, content: object = PDF, name: str = "a.pdf", **more: object
) -> httpx.Response:
    headers = more.pop("headers", {})
    return await client.post(FILES, content=content, params={"name": name, **more}, headers=headers)


def code(answer: httpx.Response) -> str:
    problem = answer.json()
    assert problem["remedy"]
    return str(problem["type"]).rpartition(":")[2]
