"""What a definition says by address: functions of catalogues, functions by URL, schemas.

They are read when the definition is published and put where the document can say them itself, so
that a run needs nothing from elsewhere and a published process stays what it was. Never: a fetch;
whoever publishes does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from definitions.authentication import UnknownAuthenticationError, at, with_policies
from definitions.diagnostics import Finding, quoted
from definitions.expressions import ExpressionFaultError, compile_template
from definitions.functions.catalogue import Reference
from definitions.jq import Budget, JqError
from definitions.models import FunctionTask, OwnFunctionTask, TaskItem, Workflow
from definitions.pointers import join, unescape
from definitions.schema_lint import schemas_of
from definitions.task_lists import all_tasks
from definitions.uri import has_placeholders
from definitions.values import Json, JsonObject, canonical

MOST = 100
"""So many documents a definition may need."""
MOST_BYTES = 256 * 1024
"""Of each; the standard's own documents are as large at most."""

_STEPS = 10_000
_REMEDY = "See that the document is there and right, and publish again."
_FILE = "function.yaml"
_FILES = (".yaml", ".yml", ".json")
_HEAD = "HEAD"
"""Where an address names no branch: the one that its repository shows first."""
_GITHUB = re.compile(
    r"https://github\.com/(?P<repo>[^/]+/[^/]+?)(?:\.git)?"
    r"(?:/(?:tree|blob|raw)/(?P<branch>[^/]+))?(?:/(?P<path>.*))?"
)
_GITLAB = re.compile(
    r"(?P<repo>https://gitlab\.com/.+?)/-/(?:tree|blob|raw)/(?P<branch>[^/]+)(?:/(?P<path>.*))?"
)


@dataclass(frozen=True, slots=True)
class External:
    """One thing that lies elsewhere."""

    kind: Literal["function", "schema"]
    pointer: str
    """Who needs it: the `call`, or the `resource`."""
    name: str
    """As the author has written it."""
    uri: Json
    authentication: Json = None

    @property
    def origin(self) -> str:
        """Of a task that was itself read from elsewhere: the pointer of its function."""
        steps = self.pointer.split("/")
        inside = steps[1:3] == ["use", "functions"]
        return "/".join(steps[:4]) if inside else self.pointer


class ExternalError(Exception):
    """Something from elsewhere can't be had, or can't be used."""

    def __init__(self, external: External, reason: str, remedy: str = _REMEDY) -> None:
        super().__init__(reason)
        what = "function" if external.kind == "function" else "schema"
        said = f"The {what} {quoted(external.name)} can't be published: {reason}"
        self.finding = Finding("external", said, external.origin, remedy)


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is to be read, and as whom."""

    uri: str
    authentication: Json

    @property
    def key(self) -> bytes:
        return canonical([self.uri, self.authentication])


def externals_of(workflow: Workflow, document: JsonObject) -> Iterator[External]:
    """All that the definition needs and doesn't say itself."""
    yield from _schemas(document, "", document)
    for item in all_tasks(workflow):
        yield from _schemas(item.raw, item.pointer, document)
        if lies_elsewhere(item, workflow.use.catalogs):
            yield from _function(item, document)


def lies_elsewhere(item: TaskItem, catalogs: Mapping[str, object]) -> bool:
    """It calls a function by URL or of a catalogue that the document names."""
    task = item.task
    if not isinstance(task, FunctionTask) or isinstance(task, OwnFunctionTask):
        return False
    reference = Reference.read(task.call)
    if reference is None:
        return urlsplit(task.call).scheme in ("http", "https")
    return reference.version is not None and reference.catalog in catalogs


def put_in(document: JsonObject, external: External, said: Json) -> JsonObject:
    """The document with it."""
    if external.kind == "function":
        return _put(document, ["use", "functions", external.name], said)
    steps = [unescape(step) for step in external.pointer.split("/")[1:-1]]
    schema = _at(document, steps)
    kept = {name: value for name, value in schema.items() if name != "resource"}
    return _put(document, steps, {**kept, "document": said})


def _schemas(raw: JsonObject, pointer: str, document: JsonObject) -> Iterator[External]:
    for where, schema in schemas_of(raw, pointer):
        resource = schema.get("resource")
        if isinstance(resource, dict):
            uri, authentication = _endpoint(resource.get("endpoint"), document)
            name = uri if isinstance(uri, str) else "the schema"
            yield External("schema", f"{where}/resource", name, uri, authentication)


def _function(item: TaskItem, document: JsonObject) -> Iterator[External]:
    call = item.raw["call"]
    if not isinstance(call, str):
        return
    found = External("function", f"{item.pointer}/call", call, of_repository(call))
    reference = Reference.read(call)
    if reference is not None:
        place = ("use", "catalogs", reference.catalog, "endpoint")
        root, authentication = _endpoint(at(document, place), document)
        uri = root
        if isinstance(root, str):
            uri = of_catalogue(root, reference)
        found = replace(found, uri=uri, authentication=authentication)
    yield found


def address_of(external: External) -> Address:
    """Raises ExternalError. Secrets are left for whoever asks there; nothing of a run is known."""
    uri = external.uri
    if not isinstance(uri, str) or has_placeholders(uri):
        reason = "its address has parts that only a run knows."
        raise ExternalError(external, reason, "Write the whole address.")
    try:
        template = compile_template({"uri": uri, "authentication": external.authentication})
        said = template.defer("secrets", None, {}, Budget(_STEPS))
    except (JqError, ExpressionFaultError) as error:
        reason = f"its address can't be told before there is a run: {error}"
        raise ExternalError(external, reason, "Write the address without an expression.") from error
    match said:
        case {"uri": str(known), "authentication": authentication}:
            return Address(known, authentication)
        case _:
            reason = "its address is no text, or secret."
            raise ExternalError(external, reason, "Write the address openly.")


def of_catalogue(root: str, reference: Reference) -> str:
    """Where the standard's catalogues have a function."""
    path = f"functions/{reference.name}/{reference.version}/{_FILE}"
    return raw_address(f"{root.rstrip('/')}/{path}")


def of_repository(call: str) -> str:
    """Of a `call` with an address: a folder of a repository stands for the function in it."""
    found = _GITHUB.fullmatch(call)
    path = "" if found is None else found["path"] or ""
    if found is None or path.endswith(_FILES):
        return raw_address(call)
    folder, marked, version = path.rpartition("@")
    if marked and not found["branch"]:
        return f"https://raw.githubusercontent.com/{found['repo']}/{version}/{folder}/{_FILE}"
    return raw_address(f"{call.rstrip('/')}/{_FILE}")


def raw_address(url: str) -> str:
    """Of a page that shows a file of a repository: the file."""
    github = _GITHUB.fullmatch(url)
    if github is not None:
        branch, path = github["branch"] or _HEAD, github["path"] or ""
        return f"https://raw.githubusercontent.com/{github['repo']}/{branch}/{path}"
    gitlab = _GITLAB.fullmatch(url)
    if gitlab is not None:
        return f"{gitlab['repo']}/-/raw/{gitlab['branch']}/{gitlab['path'] or ''}"
    return url


def _endpoint(endpoint: Json, document: JsonObject) -> tuple[Json, Json]:
    """The address, and the authentication with what is named in it written out."""
    if not isinstance(endpoint, dict):
        return endpoint, None
    try:
        written = with_policies(endpoint, (("authentication",),), document)
    except UnknownAuthenticationError:
        written = endpoint  # lint has said so
    return endpoint.get("uri"), at(written, ("authentication",))


def _at(value: Json, steps: list[str]) -> JsonObject:
    for step in steps:
        match value:
            case dict():
                value = value[step]
            case list():
                value = value[int(step)]
            case _:
                raise KeyError(join(steps))
    if not isinstance(value, dict):
        raise KeyError(join(steps))
    return value


def _put(document: JsonObject, steps: list[str], leaf: Json) -> JsonObject:
    """What is not on the way is shared with the document."""
    made = _replaced(document, steps, leaf)
    return made if isinstance(made, dict) else document


def _replaced(value: Json, steps: list[str], leaf: Json) -> Json:
    if not steps:
        return leaf
    first, *rest = steps
    if isinstance(value, list):
        place = int(first)
        return [*value[:place], _replaced(value[place], rest, leaf), *value[place + 1 :]]
    known = value if isinstance(value, dict) else {}
    return {**known, first: _replaced(known.get(first), rest, leaf)}
