from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.auth.principal import Principal
from api.services import Services
from definitions.values import JsonObject


class InstallTroubleError(Exception):
    code = ""
    detail = ""


async def begin(services: Services, principal: Principal) -> JsonObject:
    raise NotImplementedError


async def by_token(services: Services, principal: Principal, token: str) -> JsonObject:
    raise NotImplementedError


async def finish(services: Services, address: str, given: Mapping[str, Sequence[str]]) -> str:
    raise NotImplementedError
