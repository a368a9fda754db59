"""A receiver that listens, and an endpoint that leads to it."""

from __future__ import annotations

import pytest

from tests.webhook_receiver import receiving

PATH = "/api/v1/webhook-endpoints"


@pytest.fixture
async def receiver():
    async with receiving() as one:
        yield one


@pytest.fixture
async def endpoint(admin, receiver):
    body = {"url": receiver.url, "description": "Ours", "types": ["*"]}
    made = await admin.post(PATH, json=body)
    assert made.status_code == 201, made.text
    receiver.secret = made.json()["secret"]
    return f"{PATH}/{made.json()['id']}"
