"""Every refusal and every fault as a problem document (RFC 9457) with a remedy.

Never: a traceback, a query or a library's text in an answer; those go to the log.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from http import HTTPStatus
from typing import cast

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from definitions.values import Json, JsonObject, encode
from store.limits import Limit, LimitReachedError

PROBLEM_JSON = "application/problem+json"
CLIENT_GONE = 499
"""No status of the standard: whoever asked went away before the answer."""

_MORE = "or ask whoever runs this installation for more"
_LIMITS: dict[Limit, tuple[str, str]] = {
    "runs_a_day": ("runs a day", f"Try again tomorrow (UTC), {_MORE}."),
    "runs_at_once": ("runs at once", f"Wait until some have ended, {_MORE}."),
    "definitions": ("versions of definitions", f"Archive some, {_MORE}."),
    "people": ("people", f"Disable somebody, {_MORE}."),
    "bytes": ("bytes stored", f"Send what is smaller, {_MORE}."),
}

DATABASE_AWAY = (DBAPIError, PoolTimeoutError, OSError)
"""PostgreSQL doesn't answer, or could not even be reached."""

TYPE_PREFIX = "urn:baton:problem:"

_log = structlog.stdlib.get_logger()


class ApiError(HTTPException):
    """A refusal that whoever called can do something about.

    It is an HTTPException because FastAPI lets only those through while it reads a body.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        remedy: str,
        *,
        headers: dict[str, str] | None = None,
        more: JsonObject | None = None,
    ) -> None:
        super().__init__(status, detail, headers)
        self.code = code
        self.remedy = remedy
        self.more = more or {}


def not_found(what: str) -> ApiError:
    """Also said of what belongs to somebody else: nobody learns that it exists."""
    return ApiError(
        404, "not-found", f"{what} was not found.", "Check the address, or list what there is."
    )


def invalid(detail: str, remedy: str, *, more: JsonObject | None = None) -> ApiError:
    return ApiError(422, "invalid", detail, remedy, more=more)


def unavailable() -> ApiError:
    return ApiError(
        503,
        "unavailable",
        "The database does not answer now.",
        "Try again in a moment, with the same Idempotency-Key if you sent one.",
        headers={"Retry-After": "1"},
    )


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str,
    remedy: str,
    *,
    headers: dict[str, str] | None = None,
    more: JsonObject | None = None,
) -> Response:
    body: JsonObject = {
        "type": TYPE_PREFIX + code,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "remedy": remedy,
        "instance": request.url.path,
    }
    request_id = cast("str | None", request.scope.get("baton.request"))
    if request_id is not None:
        body["request"] = request_id
    body.update(more or {})
    return Response(encode(body), status, headers, media_type=PROBLEM_JSON)


async def _gone(_request: Request, _error: Exception) -> Response:
    """Nobody reads this; the log line shows the status."""
    return Response(status_code=CLIENT_GONE)


async def _internal(request: Request, _error: Exception) -> Response:
    return internal(request)


def internal(request: Request) -> Response:
    return problem(
        request,
        500,
        "internal",
        "Something went wrong inside; it has been logged.",
        "Try again; if it stays, give the request id to whoever runs this installation.",
    )


def limit_reached(error: LimitReachedError) -> ApiError:
    """Of a day's runs there are more tomorrow; of all else when something is given up."""
    what, remedy = _LIMITS[error.limit]
    detail = f"Your organisation may have {error.most} {what}, and has as many."
    if error.room:
        detail = f"Your organisation may have {error.most} {what}; there is room for {error.room}."
    if error.limit != "runs_a_day":
        return ApiError(409, "limit-reached", detail, remedy)
    now = datetime.now(UTC)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
    headers = {"Retry-After": str(1 + int((midnight - now).total_seconds()))}
    return ApiError(429, "limit-reached", detail, remedy, headers=headers)


async def _limited(request: Request, error: Exception) -> Response:
    return answer_to(request, limit_reached(cast("LimitReachedError", error)))


def install(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(LimitReachedError, _limited)
    app.add_exception_handler(DataError, _unstorable)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(PoolTimeoutError, _database)
    app.add_exception_handler(ConnectionError, _database)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _internal)


_COMMON = {
    400: ("bad-request", "The request can't be read.", "Send a body that matches its type."),
    404: ("not-found", "There is nothing at this address.", "See /api/v1/openapi.json for all."),
    405: (
        "method-not-allowed",
        "This address takes another method.",
        "Use a method of the Allow header.",
    ),
    413: ("too-large", "The request is too large.", "Send less at once."),
}


def answer_to(request: Request, error: ApiError) -> Response:
    return problem(
        request,
        error.status_code,
        error.code,
        error.detail,
        error.remedy,
        headers=dict(error.headers or {}),
        more=error.more,
    )


async def _http(request: Request, error: Exception) -> Response:
    if isinstance(error, ApiError):
        return answer_to(request, error)
    plain = cast("HTTPException", error)
    known = _COMMON.get(plain.status_code, ("refused", plain.detail, "Check the request."))
    code, detail, remedy = known
    return problem(
        request, plain.status_code, code, detail, remedy, headers=dict(plain.headers or {})
    )


async def _validation(request: Request, error: Exception) -> Response:
    faults = cast("list[dict[str, object]]", list(cast("RequestValidationError", error).errors()))
    errors: list[Json] = [_fault(fault) for fault in faults[:100]]
    return problem(
        request,
        422,
        "invalid",
        "The request does not fit what this address takes.",
        "Correct what `errors` names.",
        more={"errors": errors},
    )


def _fault(fault: dict[str, object]) -> JsonObject:
    place, *path = cast("tuple[str | int, ...]", fault["loc"])
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return {
        "code": str(fault["type"]).replace("_", "-"),
        "message": str(fault["msg"]) + ".",
        "in": str(place),
        "pointer": pointer,
    }


async def _unstorable(request: Request, error: Exception) -> Response:
    """Text that PostgreSQL can't keep, such as a NUL; no row can have been called so."""
    _log.info("request.unstorable", error=type(error).__name__)
    return problem(
        request,
        422,
        "invalid",
        "The request holds a value that can't be stored.",
        "Leave out control characters and numbers out of range.",
    )


async def _database(request: Request, error: Exception) -> Response:
    _log.warning("request.database_away", error=type(error).__name__, detail=str(error)[:300])
    return answer_to(request, unavailable())
