"""From an operation and the parameters of a call to the request that it means.

A parameter goes wherever the operation has its name. The body is the parameter `body` (Swagger:
the one that it names), or all that is left. Never: a parameter left out silently.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from activities.http_request import Request, read_request
from activities.openapi.bodies import written
from activities.openapi.operations import Operation, Parameter, is_json
from activities.openapi.references import shown, unfit
from activities.openapi.styles import cookie_pair, header_value, path_segment, query_pairs
from definitions import errors
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject

_LISTED: Final = 20
SAFE: Final = ("get", "head", "options")


def request_of(
    operation: Operation, given: JsonObject, key: str, most: int, *, output: Json, redirect: Json
) -> Request:
    placed, rest = _placed(operation, given)
    arguments: JsonObject = {
        "method": operation.method,
        "endpoint": operation.server + _path(operation, placed) + _query(placed),
        "headers": _headers(operation, placed),
        "output": output,
        "redirect": redirect,
    }
    request = read_request(arguments, None if operation.method in SAFE else key, most)
    value = _body_value(operation, given, rest)
    if value is None or operation.body is None:
        return request
    body, kind = written(operation.body, value)
    if len(body) > most:
        raise _invalid(f"The body has {len(body):,} bytes; a call may send {most:,}.")
    headers = [one for one in request.headers if one[0].lower() != "content-type"]
    return replace(request, body=body, headers=(*headers, ("Content-Type", kind)))


def _placed(
    operation: Operation, given: JsonObject
) -> tuple[list[tuple[Parameter, Json]], list[str]]:
    """Every parameter with its value, and the names that none of them has."""
    placed: list[tuple[Parameter, Json]] = []
    for parameter in operation.parameters:
        value = given.get(parameter.name)
        if value is None and parameter.required and not parameter.is_key:
            value = parameter.default
            if value is None:
                detail = (
                    f"The operation {operation.id} needs the parameter {parameter.name!r} "
                    f"({parameter.place}). {_takes(operation)}"
                )
                raise _invalid(detail)
        if value is not None:
            placed.append((parameter, value))
    known = {parameter.name for parameter in operation.parameters}
    return placed, [name for name in given if name not in known]


def _body_value(operation: Operation, given: JsonObject, rest: list[str]) -> Json:
    body = operation.body
    if body is None:
        if rest:
            detail = f"The operation {operation.id} takes no parameter {rest[0]!r}. "
            raise _invalid(detail + _takes(operation))
        return None
    if body.name in rest and (body.declared or body.name not in body.properties):
        others = [name for name in rest if name != body.name]
        if others:
            said = f"{body.name!r} is the whole body of {operation.id}: leave out {others[0]!r}."
            raise _invalid(said)
        return given[body.name]
    made: JsonObject = {
        name: given[name] for name in given if name in rest or name in body.properties
    }
    if rest or (made and body.required):
        return made
    if body.required:
        raise _invalid(f"The operation {operation.id} needs a body. {_takes(operation)}")
    return None


def _takes(operation: Operation) -> str:
    names = [parameter.name for parameter in operation.parameters]
    if operation.body is not None:
        names += [*operation.body.properties, operation.body.name]
    listed = ", ".join(list(dict.fromkeys(names))[:_LISTED]) or "nothing"
    return f"It takes: {listed}."


def _path(operation: Operation, placed: list[tuple[Parameter, Json]]) -> str:
    path = operation.path
    for parameter, value in placed:
        if parameter.place == "path":
            segment = path_segment(parameter, value)
            if segment in {".", ".."}:
                raise _invalid(f"The parameter {parameter.name!r} would leave its path.")
            path = path.replace(f"{{{parameter.name}}}", segment)
    if "{" in path:
        raise unfit(f"the path {shown(operation.path)} names what is no parameter of it")
    return path


def _query(placed: list[tuple[Parameter, Json]]) -> str:
    parts = [
        part
        for parameter, value in placed
        if parameter.place == "query"
        for part in query_pairs(parameter, value)
    ]
    return "?" + "&".join(parts) if parts else ""


def _headers(operation: Operation, placed: list[tuple[Parameter, Json]]) -> JsonObject:
    headers: JsonObject = {}
    if any(is_json(kind) for kind in operation.accepts):
        headers["Accept"] = "application/json, */*;q=0.5"
    cookies: list[str] = []
    for parameter, value in placed:
        if parameter.place == "header":
            headers = {
                name: held
                for name, held in headers.items()
                if name.lower() != parameter.name.lower()
            }
            headers[parameter.name] = header_value(parameter, value)
        elif parameter.place == "cookie":
            cookies.append(cookie_pair(parameter, value))
    if cookies:
        headers["Cookie"] = "; ".join(cookies)
    return headers


def _invalid(detail: str) -> ProblemError:
    return ProblemError(errors.validation(detail))
