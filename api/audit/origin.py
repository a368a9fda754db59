"""From where the request comes that is being answered, for the lines that it leaves in the trail.

Never: read by anything that decides; it only tells.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import replace
from typing import cast

from starlette.types import Scope

from api.auth.principal import Principal
from store.audit import NOWHERE, Origin

_asking: ContextVar[Origin] = ContextVar("asking", default=NOWHERE)


def asks(scope: Scope, request: str) -> None:
    """Noted at the edge, once for each request or socket."""
    client = cast("tuple[str, int] | None", scope.get("client"))
    _asking.set(Origin(None if client is None else client[0], request))


def origin_of(principal: Principal | None) -> Origin:
    """With the key by which it is asked, if it is one."""
    return replace(_asking.get(), key=None if principal is None else principal.key)
