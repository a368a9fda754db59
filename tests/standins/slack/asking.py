"""What a call is refused with, as the vendor's client tells it."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refused(call: Awaitable[Any]) -> dict[str, Any]:
    """The answer of a call that must not succeed."""
    with pytest.raises(SlackApiError) as caught:
        await call
    data: dict[str, Any] = caught.value.response.data
    return data


async def error(call: Awaitable[Any]) -> str:
    return (await refused(call))["error"]
