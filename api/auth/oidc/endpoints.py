"""`/api/v1/session/providers` and `/api/v1/session/oidc`: people come here with a browser.

Never: JSON for a person; what goes wrong is a code in the address of the sign-in page. Never: a
way to another site but the provider's own.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

import structlog
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.answers import json_answer
from api.auth import cookies
from api.auth.entering import place_of
from api.auth.oidc import flow
from api.auth.oidc.flow import Ended, Returned
from api.auth.oidc.trouble import SignInTroubleError
from api.auth.schemas import ProvidersOffered
from api.auth.second import HalfIn
from api.bodies import StrictRoute
from api.errors import ApiError
from api.services import Services, TheServices
from api.shapes import Answers

router = APIRouter(prefix="/api/v1/session", tags=["people"], route_class=StrictRoute)

SIGN_IN_PAGE = "/sign-in"
SEE_OTHER = 303
TOO_MANY = 429
REDIRECTS: Answers = {
    303: {"description": "To the provider, into the application, or to the sign-in page."}
}
_log = structlog.stdlib.get_logger()


@router.get("/providers", response_model=ProvidersOffered)
async def offered(
    services: TheServices,
    tenant: Annotated[
        str | None, Query(max_length=63, description="Its slug; not needed where there is one.")
    ] = None,
) -> Response:
    """By which providers of identities one may sign in. No tenant and none of them look alike."""
    rows = await flow.offered(services, tenant)
    slug = tenant
    if rows and slug is None:
        only = await flow.tenant_of(services, None)
        slug = None if only is None else only.slug
    return json_answer(
        {"tenant": slug, "items": [{"id": row.id, "name": row.name} for row in rows]}
    )


# Before the other one: it is no tenant's.
@router.get("/oidc/callback", status_code=303, response_class=Response, responses=REDIRECTS)
async def finish(
    request: Request,
    services: TheServices,
    state: str | None = None,
    code: str | None = None,
    error: str | None = None,
    iss: str | None = None,
) -> Response:
    """Where a provider sends people back to."""
    del state, code, error, iss  # for the description; each is read as often as it was sent
    query = request.query_params
    returned = Returned(*(query.getlist(name) for name in ("state", "code", "error", "iss")))
    browser = cookies.given(request, services.settings, cookies.PROVIDER)
    try:
        ended = await flow.finish(services, returned, browser, place_of(request))
    except (SignInTroubleError, ApiError) as trouble:
        answer = _back(services, trouble)
    else:
        answer = _in(services, ended)
    cookies.take(answer, services.settings, cookies.PROVIDER)
    return answer


@router.get(
    "/oidc/{tenant}/{provider}", status_code=303, response_class=Response, responses=REDIRECTS
)
async def begin(
    request: Request, services: TheServices, tenant: str, provider: str, to: str = "/"
) -> Response:
    """Sends a person to the provider; afterwards they come to `to`, a page of this site."""
    try:
        begun = await flow.begin(services, tenant, provider, to, place_of(request))
    except (SignInTroubleError, ApiError) as trouble:
        return _back(services, trouble, tenant[:63])
    answer = RedirectResponse(begun.address, SEE_OTHER)
    cookies.put(answer, services.settings, cookies.PROVIDER, begun.browser, flow.SECONDS)
    return answer


def _in(services: Services, ended: Ended) -> Response:
    signed = ended.signed
    if isinstance(signed, HalfIn):
        asked = {"ways": ",".join(signed.ways), "to": ended.to}
        answer = RedirectResponse(f"{SIGN_IN_PAGE}?{urlencode(asked)}", SEE_OTHER)
        cookies.put(answer, services.settings, cookies.HALF, signed.token, None)
        # Whoever was signed in here before, it is somebody else who asks for the second step.
        cookies.take(answer, services.settings, cookies.SESSION)
        return answer
    answer = RedirectResponse(ended.to, SEE_OTHER)
    cookies.put(answer, services.settings, cookies.SESSION, signed.token, signed.seconds)
    cookies.take(answer, services.settings, cookies.HALF)
    return answer


def _back(
    services: Services, trouble: SignInTroubleError | ApiError, tenant: str | None = None
) -> Response:
    """To the sign-in page, with a code that it has words for."""
    if isinstance(trouble, SignInTroubleError):
        code, tenant = trouble.code, trouble.tenant or tenant
    else:
        code = "too-many-guesses" if trouble.status_code == TOO_MANY else "no-account"
    services.metrics.sign_ins.labels("refused").inc()
    _log.info("sign_in.provider_refused", code=code, detail=trouble.detail)
    asked = {"problem": code} if tenant is None else {"problem": code, "tenant": tenant}
    return RedirectResponse(f"{SIGN_IN_PAGE}?{urlencode(asked)}", SEE_OTHER)
