from __future__ import annotations

from api.auth.principal import Principal
from api.services import Services
from definitions.values import JsonObject


async def to_me(services: Services, principal: Principal, kind: str) -> JsonObject:
    raise NotImplementedError


async def channel(services: Services, principal: Principal, own: str) -> JsonObject:
    raise NotImplementedError
