"""`@function`: makes a function of the catalogue from a Python function with pydantic types.

Its schemas are derived from the types, so they can't say anything else than the code. Never: the
function called, or a package looked for; see installed.py.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar, cast, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic.errors import PydanticSchemaGenerationError, PydanticUserError
from pydantic_core import PydanticSerializationError

from definitions import errors
from definitions.errors import ProblemError
from definitions.functions.declaration import (
    Declaration,
    DeclarationError,
    Example,
    Raises,
    declare,
)
from definitions.functions.run_files import RunFiles
from definitions.values import Json, JsonObject

P = ParamSpec("P")
R = TypeVar("R")

_PARAMETERS = 2


def _as_it_is(value: Json) -> Json:
    return value


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose behalf a function is carried out."""

    tenant: str
    run: str
    workflow: str
    """`namespace/name` of the definition."""
    task: str
    """JSON pointer of the task in it."""
    key: str
    """The idempotency key: the same for every attempt of one call."""
    masked: Callable[[Json], Json] = _as_it_is
    """A value without the secrets of this call; for logs."""
    files: RunFiles | None = None
    """Those of the run, for functions that are `async`; None outside of a worker."""
    again: bool = False
    """An earlier attempt may have done it; only a function that `seeks` is asked then."""


class FunctionError(Exception):
    """How a function says that it can't do what it was asked for.

    `kind` is the type of an error that it declares, or the last part of it.
    """

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function that can be carried out."""

    declaration: Declaration
    body: Callable[[JsonObject, Caller], object]
    """Takes arguments that fit; its result, once it is there, goes through `told`."""
    told: Callable[[object], Json]
    """The result as JSON."""
    asynchronous: bool = True
    seeks: bool = False
    """Looks for what an earlier attempt may have done, and does it only where it isn't there."""


@dataclass(frozen=True)
class Written(Generic[P, R]):
    """What the decorator leaves: still to be called as it was written."""

    function: Function
    written: Callable[P, R]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.written(*args, **kwargs)


def function(
    name: str,
    version: str,
    *,
    title: str,
    summary: str,
    category: str,
    icon: str,
    examples: Sequence[Example],
    idempotent: bool = False,
    errors: Sequence[Raises] = (),
    outcomes: Sequence[str] = (),
    timeout_seconds: float = 30,
) -> Callable[[Callable[P, R]], Written[P, R]]:
    """The written function takes its input, and `Caller` behind it if it wants to know."""

    def make(written: Callable[P, R]) -> Written[P, R]:
        where = f"{written.__module__}.{written.__qualname__}"
        types = _Types.of(written, where)
        declaration = declare(
            {
                "name": name,
                "version": version,
                "title": title,
                "summary": summary,
                "category": category,
                "icon": icon,
                "idempotent": idempotent,
                "timeout_seconds": timeout_seconds,
                "input": types.input.json_schema(mode="validation"),
                "output": types.output.json_schema(mode="serialization"),
                "errors": tuple(errors),
                "outcomes": tuple(outcomes),
                "examples": tuple(examples),
            },
            where,
        )
        made = Function(
            declaration,
            types.carry_out,
            types.tell,
            asynchronous=inspect.iscoroutinefunction(written),
        )
        return Written(made, written)

    return make


@dataclass(frozen=True, slots=True)
class _Types:
    """What the annotations of a function say, and the function."""

    written: Callable[..., object]
    input: TypeAdapter[object]
    output: TypeAdapter[object]
    asks_for_caller: bool

    @classmethod
    def of(cls, written: Callable[..., object], where: str) -> _Types:
        parameters = list(inspect.signature(written).parameters)
        try:
            hints = cast("dict[str, object]", get_type_hints(written, include_extras=True))
        except NameError as error:
            raise DeclarationError(
                f"{where}: the annotation {error.name} is not known where the function stands. "
                "Import it there, and define the models at the top of the module."
            ) from error
        if not 0 < len(parameters) <= _PARAMETERS or "return" not in hints:
            raise DeclarationError(
                f"{where} must take its input, may take a Caller behind it, and must say what it "
                "returns: `def greet(given: Person) -> Greeting`."
            )
        first, *rest = parameters
        if first not in hints or any(hints.get(one) is not Caller for one in rest):
            raise DeclarationError(
                f"{where}: annotate {first} with a pydantic model, and a second parameter with "
                "Caller."
            )
        taken, given_back = _adapter(hints[first], where), _adapter(hints["return"], where)
        return cls(written, taken, given_back, bool(rest))

    def carry_out(self, arguments: JsonObject, caller: Caller) -> object:
        given = self.read(arguments)
        return self.written(given, caller) if self.asks_for_caller else self.written(given)

    def read(self, arguments: JsonObject) -> object:
        """The schema has been held before; here what only the types can say is."""
        try:
            return self.input.validate_python(arguments)
        except ValidationError as error:
            fault = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(str(step) for step in fault["loc"])
            reason = cast("dict[str, object]", fault.get("ctx", {})).get("error")
            said = f": {reason}".rstrip(".") if isinstance(reason, ValueError) else ""
            what = f"`{place}`" if place else "the arguments"
            raise ProblemError(errors.validation(f"The function refuses {what}{said}.")) from None

    def tell(self, result: object) -> Json:
        try:
            return cast(
                "Json",
                self.output.dump_python(result, mode="json", by_alias=True, warnings="error"),
            )
        except PydanticSerializationError as error:
            raise TypeError("The result is not of the type that the function declares.") from error


def _adapter(annotation: object, where: str) -> TypeAdapter[object]:
    try:
        adapter = TypeAdapter(cast("type[object]", annotation))
        adapter.json_schema(mode="validation")
        adapter.json_schema(mode="serialization")
    except (PydanticUserError, PydanticSchemaGenerationError) as error:
        raise DeclarationError(
            f"{where}: {annotation} has no JSON Schema. Use pydantic models and plain types."
        ) from error
    return adapter
