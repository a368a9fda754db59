"""`/decide/{token}`: people come here from a mail, with a browser and without having signed in.

Never: a change by a GET or a HEAD, whoever asks: scanners and previews follow every link. Never:
an address of this page anywhere but in the mail, or a problem document for a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.auth.credentials import is_own_origin
from api.decide import page, service, words
from api.decide.page import HEADERS, Page
from api.decide.service import Behind, Given
from api.errors import DATABASE_AWAY, ApiError
from api.services import Services, TheServices
from channels.fields import UnreadableError, filled, simple
from definitions.pages import DECIDE

router = APIRouter(prefix=DECIDE, include_in_schema=False)

GONE = frozenset({"answered", "decided", "withdrawn", "closed", "expired", "changed", "others"})
"""What this link was for has passed."""

OWN_SITE = ("same-origin", "none")
MOST_FIELDS = 1_000
FIXABLE = frozenset({"comment-required", "fields", "unknown-decision", "comment-too-long"})


@router.api_route("/{token}", methods=["GET", "HEAD"])
async def show(request: Request, services: TheServices, token: str, d: str = "") -> Response:
    """The question, or how it stands."""
    try:
        behind = await service.look(services, token)
    except DATABASE_AWAY:
        return _try_again(request)
    if behind is None:
        return _unknown(request)
    if behind.standing != "open":
        return _standing(services, behind)
    return _answer(page.question(behind, services.settings.address, d, {}), 200)


@router.post("/{token}")
async def decide(request: Request, services: TheServices, token: str) -> Response:
    """The answer, once; whoever sends it hears what has become of it."""
    if not _by_our_page(request, services):
        return _answer(page.plain(_language(request), "title", "foreign"), 403)
    typed = dict(parse_qsl(_text(await request.body()), max_num_fields=MOST_FIELDS))
    try:
        behind = await service.look(services, token)
        if behind is None:
            return _unknown(request)
        if behind.standing != "open":
            return _standing(services, behind)
        return await _decide(services, behind, token, typed)
    except DATABASE_AWAY:
        return _try_again(request)


async def _decide(
    services: Services, behind: Behind, token: str, typed: Mapping[str, str]
) -> Response:
    said = words.of(page.language_of(behind))
    decision = typed.get("decision", "")
    if not decision:
        return _asked_again(services, behind, typed, said["no-decision"])
    try:
        fields = filled(simple(behind.body["form"], page.values(behind.body)) or [], typed)
    except UnreadableError as error:
        return _asked_again(services, behind, typed, said["unreadable"].format(field=error))
    given = Given(decision, typed.get("comment", "").strip(), fields)
    try:
        answered = await service.decide(services, behind, given)
    except ApiError as refused:
        return await _refused(services, behind, token, typed, refused)
    counted = answered.answer is not None
    now = behind
    with suppress(*DATABASE_AWAY):  # it is kept: nobody must hear that it is not
        now = await service.look(services, token) or behind
    made = page.outcome(now, services.settings.address, decision, counted=counted)
    return _answer(made, 200 if counted else 202)


async def _refused(
    services: Services, behind: Behind, token: str, typed: Mapping[str, str], why: ApiError
) -> Response:
    """By the run, or because it was too late already."""
    said = words.of(page.language_of(behind))
    if why.code in FIXABLE:
        shown = {
            "comment-required": said["comment-required"].format(
                decision=page.label_of(behind, typed.get("decision", ""))
            )
        }.get(why.code, str(why.detail))
        return _asked_again(services, behind, typed, shown)
    now = await service.look(services, token) or behind
    if now.standing != "open":
        return _standing(services, now, 409)
    made = page.standing(now, services.settings.address)
    made.fault = said["refused"].format(why=why.detail)
    return _answer(made, 409)


def _asked_again(
    services: Services, behind: Behind, typed: Mapping[str, str], fault: str
) -> Response:
    made = page.question(behind, services.settings.address, typed.get("decision", ""), typed)
    made.fault = fault
    return _answer(made, 422)


def _standing(services: Services, behind: Behind, status: int | None = None) -> Response:
    made = page.standing(behind, services.settings.address)
    return _answer(made, status or (410 if behind.standing in GONE else 200))


def _unknown(request: Request) -> Response:
    return _answer(page.plain(_language(request), "unknown-title", "unknown"), 404)


def _try_again(request: Request) -> Response:
    answer = _answer(page.plain(_language(request), "try-again-title", "try-again"), 503)
    answer.headers["Retry-After"] = "60"
    return answer


def _answer(made: Page, status: int) -> Response:
    return HTMLResponse(made.html(), status, dict(HEADERS))


def _by_our_page(request: Request, services: Services) -> bool:
    """Browsers say from where a form comes. Our page has no referrer, so its origin is `null`.

    The token is what counts: another site that had it would need no visitor of ours.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN_SITE
    origin = request.headers.get("origin")
    return origin in (None, "null") or is_own_origin(request, services.settings)


def _language(request: Request) -> str:
    """Of who is not known."""
    wanted = request.headers.get("accept-language", "")[:2].lower()
    return wanted if wanted in words.WORDS else "en"


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")
