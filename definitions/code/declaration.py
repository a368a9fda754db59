"""`Code`: what a Temporal workflow written in Python is called, takes and gives.

The workflow itself knows nothing of Baton. Its schemas are derived from the types of its `run`, so
they can't say anything else than the code. Never: an import of Temporal, or the workflow called.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Protocol, cast, get_type_hints

from msgspec import Struct
from pydantic import Field, TypeAdapter, ValidationError

from definitions.code.types import UntypedError, schema_of
from definitions.functions.declaration import DeclarationError
from definitions.functions.declaration import schema_of as checked_schema
from definitions.models.document import Name, Version
from definitions.schemas import SchemaError
from definitions.values import Json, JsonObject, canonical

MOST_CANCEL_SECONDS = 3600.0
CANCEL_SECONDS = 60.0

_MARK = "__temporal_workflow_definition"
"""Where `@workflow.defn` leaves what it knows, on the class."""

_NAME = TypeAdapter[str](Name)
_VERSION = TypeAdapter[str](Version)
_LINE = TypeAdapter[str](Annotated[str, Field(max_length=300, pattern=r"^[^\n]*$")])


class Declared(Struct, frozen=True, kw_only=True):
    """What everybody may know of one version: plain data, kept in PostgreSQL."""

    namespace: str
    name: str
    version: str
    title: str
    summary: str
    package: str
    """The distribution that brings it."""
    workflow: str
    """Its type in Temporal."""
    queue: str
    """The task queue that its package's worker serves."""
    takes_input: bool
    input: JsonObject
    output: JsonObject
    cancel_seconds: float = CANCEL_SECONDS

    @property
    def label(self) -> str:
        return f"{self.namespace}/{self.name} {self.version}"

    @property
    def fingerprint(self) -> str:
        """Of what callers lean on: which values go in, which come out."""
        parts: list[Json] = [self.namespace, self.name, self.version, self.input, self.output]
        return hashlib.sha256(canonical(parts)).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Code:
    """A workflow of a package, as its entry point in `baton.workflows` says it.

    `activities` are those that the workflow calls; the package's worker carries them out too. A
    cancelled run has `cancel_seconds` to bring itself to an end, then it is ended.
    """

    workflow: type
    namespace: str
    name: str
    version: str
    title: str = ""
    summary: str = ""
    activities: Sequence[Callable[..., object]] = ()
    cancel_seconds: float = CANCEL_SECONDS
    _types: _Types = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        where = f"{self.workflow.__module__}.{self.workflow.__qualname__}"
        _hold(_NAME, self.namespace, f"{where}: the namespace")
        _hold(_NAME, self.name, f"{where}: the name")
        _hold(_VERSION, self.version, f"{where}: the version")
        _hold(_LINE, self.title, f"{where}: the title")
        if not 0 <= self.cancel_seconds <= MOST_CANCEL_SECONDS:
            raise DeclarationError(
                f"{where}: cancel_seconds must be between 0 and {MOST_CANCEL_SECONDS:g}."
            )
        object.__setattr__(self, "_types", _Types.of(self.workflow, where))

    def declared(self, package: str, queue: str) -> Declared:
        return Declared(
            namespace=self.namespace,
            name=self.name,
            version=self.version,
            title=self.title or self.name,
            summary=self.summary,
            package=package,
            workflow=self._types.workflow,
            queue=queue,
            takes_input=self._types.takes_input,
            input=self._types.input,
            output=self._types.output,
            cancel_seconds=self.cancel_seconds,
        )


class _Workflow(Protocol):
    """What `@workflow.defn` has left."""

    @property
    def name(self) -> str | None: ...
    @property
    def run_fn(self) -> Callable[..., object]: ...


@dataclass(frozen=True, slots=True)
class _Types:
    """What a workflow class says by its annotations."""

    workflow: str
    takes_input: bool
    input: JsonObject
    output: JsonObject

    @classmethod
    def of(cls, workflow: type, where: str) -> _Types:
        known = cast("_Workflow | None", workflow.__dict__.get(_MARK))
        if known is None or known.name is None:
            raise DeclarationError(f"{where} is no workflow: decorate the class @workflow.defn.")
        hints = cast("dict[str, object]", get_type_hints(known.run_fn, include_extras=True))
        _itself, *parameters = inspect.signature(known.run_fn).parameters
        if len(parameters) > 1 or "return" not in hints or any(p not in hints for p in parameters):
            raise DeclarationError(
                f"{where}: its run must take one input at most, and must say of what type that and "
                "its result are: `async def run(self, given: Person) -> Greeting`."
            )
        try:
            taken: JsonObject = {}
            for name in parameters:
                taken = schema_of(hints[name], "validation")
            given_back = schema_of(hints["return"], "serialization")
        except UntypedError as error:
            raise DeclarationError(f"{where}: {error}") from error
        for schema in (taken, given_back):
            _compiled(schema, where)
        return cls(known.name, bool(parameters), taken, given_back)


def _compiled(schema: JsonObject, where: str) -> None:
    try:
        checked_schema(schema).compile()
    except SchemaError as error:
        raise DeclarationError(f"{where}: {error.message} {error.remedy or ''}".strip()) from error


def _hold(adapter: TypeAdapter[str], value: str, what: str) -> None:
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        said = error.errors(include_url=False, include_context=False)[0]["msg"]
        raise DeclarationError(f"{what} can't be {value!r}: {said}.") from None
