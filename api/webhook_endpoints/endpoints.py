"""`/api/v1/webhook-endpoints`: where messages go, and how that goes.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayWriteWebhooks
from api.bodies import StrictRoute
from api.idempotency import REPLAYED, OnceKey
from api.services import TheServices
from api.shapes import CHANGES, CONFLICT, NOT_FOUND, Cursor, PageSize, PathId
from api.webhook_endpoints import deliveries, service
from api.webhook_endpoints.schemas import (
    AgainAnswer,
    DeliveryPage,
    EndpointList,
    EndpointMade,
    EndpointShown,
    EndpointWanted,
    MessageState,
    RotationWanted,
    SecretMade,
    TestAnswer,
)

router = APIRouter(prefix="/api/v1/webhook-endpoints", tags=["webhooks"], route_class=StrictRoute)
DeliveryId = Annotated[str, Path(alias="delivery", max_length=100)]


@router.get("", response_model=EndpointList)
async def everything(services: TheServices, principal: MayWriteWebhooks) -> Response:
    """All endpoints of the organisation, without their secrets."""
    return json_answer(await service.everything(services, principal))


@router.post("", status_code=201, response_model=EndpointMade, responses=CHANGES)
async def create(
    request: Request,
    services: TheServices,
    principal: MayWriteWebhooks,
    wanted: EndpointWanted,
    key: OnceKey = None,
) -> Response:
    """A new one. Its secret is in this answer and never shown again."""
    made, replayed = await service.create(services, principal, wanted, request, key)
    headers = {"Location": f"/api/v1/webhook-endpoints/{made['id']}"}
    return json_answer(made, 201, headers | (REPLAYED if replayed else {}))


@router.get("/{id}", response_model=EndpointShown, responses=NOT_FOUND)
async def show(services: TheServices, principal: MayWriteWebhooks, endpoint: PathId) -> Response:
    """One endpoint and how it does, without its secret."""
    return json_answer(await service.show(services, principal, endpoint))


@router.put("/{id}", response_model=EndpointShown, responses=CHANGES)
async def put(
    services: TheServices, principal: MayWriteWebhooks, endpoint: PathId, wanted: EndpointWanted
) -> Response:
    """The endpoint as it shall be. Switched off, what waits for it becomes dead letters."""
    return json_answer(await service.change(services, principal, endpoint, wanted))


@router.delete("/{id}", status_code=204, responses=NOT_FOUND)
async def remove(services: TheServices, principal: MayWriteWebhooks, endpoint: PathId) -> Response:
    """Takes it away, with all that was sent there or was to be."""
    await service.remove(services, principal, endpoint)
    return Response(status_code=204)


@router.post("/{id}/secret", status_code=201, response_model=SecretMade, responses=NOT_FOUND)
async def rotate(
    services: TheServices, principal: MayWriteWebhooks, endpoint: PathId, wanted: RotationWanted
) -> Response:
    """A new secret. Messages are signed by both until the grace is over."""
    return json_answer(await service.rotate(services, principal, endpoint, wanted), 201)


@router.post("/{id}/test", response_model=TestAnswer, responses=NOT_FOUND)
async def test(services: TheServices, principal: MayWriteWebhooks, endpoint: PathId) -> Response:
    """Posts a `webhook.test` now, also while it is off, and says what the receiver answers."""
    return json_answer(await deliveries.test(services, principal, endpoint))


@router.get("/{id}/deliveries", response_model=DeliveryPage, responses=NOT_FOUND)
async def listed(
    services: TheServices,
    principal: MayWriteWebhooks,
    endpoint: PathId,
    state: Annotated[MessageState | None, Query(description="Only those.")] = None,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """What was sent there, the newest first; kept for 30 days, dead letters for 90."""
    return json_answer(await deliveries.page(services, principal, endpoint, state, cursor, limit))


@router.post("/{id}/deliveries/again", response_model=AgainAnswer, responses=NOT_FOUND | CONFLICT)
async def all_again(
    services: TheServices, principal: MayWriteWebhooks, endpoint: PathId
) -> Response:
    """All dead letters of the endpoint, under the ids that they have."""
    return json_answer(await deliveries.again(services, principal, endpoint, None))


@router.post(
    "/{id}/deliveries/{delivery}/again",
    response_model=AgainAnswer,
    responses=NOT_FOUND | CONFLICT,
)
async def one_again(
    services: TheServices, principal: MayWriteWebhooks, endpoint: PathId, delivery: DeliveryId
) -> Response:
    """One dead letter."""
    return json_answer(await deliveries.again(services, principal, endpoint, delivery))
