"""`/health/live`, `/health/ready`, `/metrics`.

Never: a value of a tenant; these answer anyone who reaches the port.
"""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.errors import problem
from api.services import TheServices
from definitions.values import Json

router = APIRouter(tags=["health"])

EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


class Health(BaseModel):
    """All is well."""

    status: str


@router.get("/health/live", response_model=Health)
async def live() -> Response:
    """The process answers."""
    return json_answer({"status": "live"})


@router.get("/health/ready", response_model=Health)
async def ready(request: Request, services: TheServices) -> Response:
    """All that it needs answers too; else the problem's `missing` names what does not."""
    if services.watch.stopping:
        missing: list[str] = ["api"]
    else:
        missing = await services.readiness.look()
    if not missing:
        return json_answer({"status": "ready"})
    names: list[Json] = list(missing)
    return problem(
        request,
        503,
        "not-ready",
        f"Missing: {', '.join(missing)}.",
        "Start what is missing (`baton doctor` says more), or wait until it is up.",
        headers={"Retry-After": "1"},
        more={"missing": names},
    )


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(services: TheServices) -> Response:
    """Figures in Prometheus' format."""
    return Response(services.metrics.exposition(), media_type=EXPOSITION)
