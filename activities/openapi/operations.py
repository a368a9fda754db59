"""Finds an operation in a description and reads what it takes: OpenAPI 3.x and Swagger 2.0.

Both are brought into one shape here; what comes after knows no versions. Never: I/O.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import httpx

from activities.http_request import IDEMPOTENCY_KEY
from activities.openapi.references import Description, shown, unfit
from definitions import errors
from definitions.errors import ProblemError
from definitions.model_faults import nearest
from definitions.values import Json, JsonObject

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
JSON: Final = "application/json"

_LISTED: Final = 20
_VARIABLE: Final = re.compile(r"\{([^{}]+)\}")
_DEFAULT_STYLES: Final = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
_COLLECTIONS: Final = {
    "csv": ",",
    "ssv": " ",
    "tsv": "\t",
    "pipes": "|",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that goes into the path, the query, a header or a cookie."""

    name: str
    place: str
    required: bool
    style: str
    explode: bool
    separator: str = ","
    reserved: bool = False
    """Characters such as / stay as they are."""
    as_json: bool = False
    default: Json = None

    @property
    def is_key(self) -> bool:
        return self.place == "header" and self.name.lower() == IDEMPOTENCY_KEY.lower()


@dataclass(frozen=True, slots=True)
class Body:
    """What an operation takes besides its parameters."""

    content_type: str
    required: bool
    properties: JsonObject
    """Schemas of an object's members."""
    name: str = "body"
    """The parameter that is the whole body."""
    declared: bool = False
    """The description gives it that name itself."""
    encoding: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    id: str
    method: str
    server: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    accepts: tuple[str, ...]
    """Content types of its answers."""

    @property
    def takes_key(self) -> bool:
        """It says that it does what has the same idempotency key once."""
        return any(parameter.is_key for parameter in self.parameters)


def find_operation(root: JsonObject, operation_id: str, document_url: httpx.URL) -> Operation:
    swagger = _is_swagger(root)
    description = Description(root)
    known: list[str] = []
    for path, item in description.map(root.get("paths")).items():
        methods = description.map(item)
        for method in METHODS:
            operation = methods.get(method)
            if not isinstance(operation, dict):
                continue
            name = operation.get("operationId")
            if name == operation_id:
                reader = _Swagger if swagger else _OpenApi
                read = reader(description, methods, operation, document_url)
                return read.operation(operation_id, method, path)
            if isinstance(name, str):
                known.append(name)
    near = nearest(operation_id, known)
    hint = f"Did you mean {near}? " if near else ""
    listed = ", ".join(sorted(known)[:_LISTED]) or "none"
    detail = f"The OpenAPI document has no operation {shown(operation_id)}. {hint}It has: {listed}."
    raise ProblemError(errors.configuration(detail))


def _is_swagger(root: JsonObject) -> bool:
    # Without quotes, a version of two parts is a number to YAML.
    if str(root.get("openapi")).startswith("3."):
        return False
    if str(root.get("swagger")) == "2.0":
        return True
    raise unfit("it says neither `openapi: 3.…` nor `swagger: 2.0`")


class _OpenApi:
    """Of OpenAPI 3.0 and 3.1."""

    def __init__(
        self,
        description: Description,
        item: JsonObject,
        operation: JsonObject,
        document_url: httpx.URL,
    ) -> None:
        self._description = description
        self._item = item
        self._operation = operation
        self._document_url = document_url

    def operation(self, name: str, method: str, path: str) -> Operation:
        parameters = (*self._keys(), *self._parameters())
        return Operation(
            id=name,
            method=method,
            server=self._server().rstrip("/"),
            path=path,
            parameters=tuple({(one.place, one.name): one for one in parameters}.values()),
            body=self._body(),
            accepts=tuple(self._accepts()),
        )

    def _given(self) -> list[JsonObject]:
        """The path's parameters, with the operation's own in their places."""
        found: dict[tuple[str, str], JsonObject] = {}
        for holder in (self._item, self._operation):
            listed = holder.get("parameters")
            for one in listed if isinstance(listed, list) else []:
                parameter = self._description.map(one)
                name, place = parameter.get("name"), parameter.get("in")
                if isinstance(name, str) and isinstance(place, str):
                    found[place, name] = parameter
        return list(found.values())

    def _parameters(self) -> Iterator[Parameter]:
        for given in self._given():
            place = str(given["in"])
            if place not in _DEFAULT_STYLES:
                continue
            schema = self._description.map(given.get("schema"))
            style = given.get("style")
            style = style if isinstance(style, str) else _DEFAULT_STYLES[place]
            explode = given.get("explode")
            separators = {"spaceDelimited": " ", "pipeDelimited": "|"}
            yield Parameter(
                name=str(given["name"]),
                place=place,
                required=given.get("required") is True or place == "path",
                style=style,
                explode=explode if isinstance(explode, bool) else style == "form",
                separator=separators.get(style, ","),
                reserved=given.get("allowReserved") is True,
                as_json="content" in given,
                default=schema.get("default"),
            )

    def _keys(self) -> Iterator[Parameter]:
        """API keys of its security: they can be given like parameters."""
        schemes = self._description.map(self._schemes())
        for one in schemes:
            given = self._description.map(schemes[one])
            name, place = given.get("name"), given.get("in")
            if given.get("type") != "apiKey" or not isinstance(name, str):
                continue
            if place in ("query", "header", "cookie"):
                style = _DEFAULT_STYLES[str(place)]
                yield Parameter(name, str(place), required=False, style=style, explode=False)

    def _schemes(self) -> Json:
        return self._description.map(self._description.root, "components").get("securitySchemes")

    def _server(self) -> str:
        for holder in (self._operation, self._item, self._description.root):
            servers = holder.get("servers")
            if isinstance(servers, list) and servers:
                return self._url(self._description.map(servers[0]))
        return str(self._document_url.join("/"))

    def _url(self, server: JsonObject) -> str:
        url = server.get("url")
        if not isinstance(url, str):
            raise unfit("its first server has no url")
        variables = self._description.map(server.get("variables"))

        def default(match: re.Match[str]) -> str:
            found = self._description.map(variables.get(match[1])).get("default")
            if not isinstance(found, str):
                raise unfit(f"the server variable {shown(match[1])} has no default")
            return found

        try:
            return str(self._document_url.join(_VARIABLE.sub(default, url)))
        except httpx.InvalidURL as error:
            raise unfit(f"the url of its server is none ({shown(url)})") from error

    def _body(self) -> Body | None:
        given = self._description.map(self._operation.get("requestBody"))
        content = self._description.map(given.get("content"))
        if not content:
            return None
        kind = _preferred(list(content))
        media = self._description.map(content[kind])
        name = given.get("x-bodyName", given.get("x-body-name"))
        return Body(
            content_type=kind,
            required=given.get("required") is True,
            properties=_properties(self._description, media.get("schema")),
            name=name if isinstance(name, str) else "body",
            declared=isinstance(name, str),
            encoding=self._description.map(media.get("encoding")),
        )

    def _accepts(self) -> Iterator[str]:
        for answer in self._description.map(self._operation.get("responses")).values():
            yield from self._description.map(answer, "content")


class _Swagger(_OpenApi):
    """Of Swagger 2.0, where bodies and forms are parameters and servers come in three parts."""

    def _parameters(self) -> Iterator[Parameter]:
        for given in self._given():
            place = str(given["in"])
            if place not in ("path", "query", "header"):
                continue
            collection = given.get("collectionFormat")
            yield Parameter(
                name=str(given["name"]),
                place=place,
                required=given.get("required") is True or place == "path",
                style="form" if place == "query" else "simple",
                explode=collection == "multi",
                separator=_COLLECTIONS.get(str(collection), ","),
                default=given.get("default"),
            )

    def _schemes(self) -> Json:
        return self._description.root.get("securityDefinitions")

    def _server(self) -> str:
        root = self._description.root
        schemes = self._operation.get("schemes") or root.get("schemes")
        listed = _texts(schemes)
        host, base = root.get("host"), root.get("basePath")
        scheme = self._document_url.scheme
        if listed:
            scheme = "https" if "https" in listed else listed[0]
        netloc = host if isinstance(host, str) and host else self._document_url.netloc.decode()
        return f"{scheme}://{netloc}{base if isinstance(base, str) else ''}"

    def _body(self) -> Body | None:
        given = self._given()
        whole = next((one for one in given if one["in"] == "body"), None)
        if whole is not None:
            return Body(
                content_type=_preferred(self._consumes() or [JSON]),
                required=whole.get("required") is True,
                properties=_properties(self._description, whole.get("schema")),
                name=str(whole["name"]),
                declared=True,
            )
        fields = [one for one in given if one["in"] == "formData"]
        if not fields:
            return None
        files = any(one.get("type") == "file" for one in fields)
        wanted = [kind for kind in self._consumes() if kind in {FORM, MULTIPART}]
        return Body(
            content_type=MULTIPART if files else (wanted or [FORM])[0],
            required=any(one.get("required") is True for one in fields),
            properties={str(one["name"]): _of_field(one) for one in fields},
        )

    def _consumes(self) -> list[str]:
        return _texts(self._operation.get("consumes") or self._description.root.get("consumes"))

    def _accepts(self) -> Iterator[str]:
        yield from _texts(self._operation.get("produces") or self._description.root.get("produces"))


def _of_field(given: JsonObject) -> Json:
    """As OpenAPI 3 would say it."""
    if given.get("type") == "file":
        return {"type": "string", "format": "binary"}
    return given


def _texts(value: Json) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _preferred(kinds: list[str]) -> str:
    """JSON where it is one of them, else what comes first."""
    return next((kind for kind in kinds if is_json(kind)), kinds[0])


def is_json(kind: str) -> bool:
    bare = kind.partition(";")[0].strip().lower()
    return bare == JSON or bare.endswith("+json") or bare == "*/*"


def _properties(description: Description, schema: Json) -> JsonObject:
    """Of an object's schema, and of all that it is made of."""
    found: JsonObject = {}
    waiting = [schema]
    for _ in range(1_000):
        if not waiting:
            break
        given = description.map(waiting.pop(0))
        for name, inner in description.map(given.get("properties")).items():
            found.setdefault(name, description.resolved(inner))
        for key in ("allOf", "anyOf", "oneOf"):
            parts = given.get(key)
            waiting += parts if isinstance(parts, list) else []
    return found
