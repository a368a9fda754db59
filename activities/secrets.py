"""Secrets of a call: put in here, in the activity, and masked in all that comes back.

The machine leaves expressions that read `$secrets` unevaluated in a call's arguments, so that a
secret never gets into the facts of a run. Never: a secret for a process or a host that it isn't
bound to; and never one in an output or a problem, plain or in a usual encoding.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import quote, quote_plus

from definitions import errors
from definitions.contracts import Call
from definitions.errors import ProblemError
from definitions.expressions import DEFERRED
from definitions.jq import Budget, Expression, JqError, JqSyntaxError
from definitions.jq import compile as compile_jq
from definitions.values import Json, JsonObject
from store import secrets
from store.keys import Keyring
from store.session import Database

STAND_IN: Final = "x7b1secret7x"
STEPS: Final = 100_000
FORBIDDEN: Final = 403
DERIVED: Final = 8
MASK: Final = "***"
SHORTEST: Final = 4
"""Characters. Masking a shorter text would tear holes into everything and hide nothing."""


class Mask:
    """Knows what must not be seen."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        found = {form for secret in secrets if len(secret) >= SHORTEST for form in _forms(secret)}
        # The longest first: a secret may be the beginning of another's.
        forms = [re.escape(form) for form in sorted(found, key=lambda form: (-len(form), form))]
        pattern = "|".join(forms)
        self._pattern = re.compile(pattern) if forms else None
        self._bytes = re.compile(pattern.encode(errors="replace")) if forms else None

    def holds(self, text: str) -> bool:
        return self._pattern is not None and self._pattern.search(text) is not None

    def text(self, text: str) -> str:
        return text if self._pattern is None else self._pattern.sub(MASK, text)

    def data(self, data: bytes) -> bytes:
        return data if self._bytes is None else self._bytes.sub(MASK.encode(), data)

    def value(self, value: Json) -> Json:
        if self._pattern is None:
            return value
        match value:
            case str():
                return self.text(value)
            case list():
                return [self.value(one) for one in value]
            case dict():
                return {self.text(name): self.value(one) for name, one in value.items()}
            case None | bool():
                return value
            case int() | float():
                return MASK if self.holds(json.dumps(value)) else value


def _forms(secret: str) -> Iterator[str]:
    """As it is, and as HTTP and JSON commonly carry it."""
    yield secret
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    data = secret.encode(errors="replace")
    yield quote(data, safe="")
    yield quote_plus(data)
    yield data.hex()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        # Inside a longer text the encoding depends on where the secret begins; the characters
        # at its edges mix with the neighbours', those between are its own.
        for before in range(3):
            shifted = encode(b"\0" * before + data).decode().rstrip("=")
            inner = shifted[(before * 8 + 5) // 6 :]
            if (len(data) + before) % 3:
                inner = inner[:-1]
            if len(inner) >= SHORTEST * 2:
                yield inner
        yield encode(data).decode().rstrip("=")


def texts_in(value: Json) -> Iterator[str]:
    """The texts of a secret: its leaves, and a whole number as text."""
    match value:
        case str():
            yield value
        case bool() | None:
            return
        case int() | float():
            yield json.dumps(value)
        case list():
            for one in value:
                yield from texts_in(one)
        case dict():
            for one in value.values():
                yield from texts_in(one)


@dataclass(frozen=True, slots=True)
class PutIn:
    """Arguments with their secrets, and what masks these."""

    arguments: Json
    mask: Mask


Path: TypeAlias = tuple[str, ...]
HostOf: TypeAlias = Callable[[Json], str]
"""Where a call with these arguments would go; raises a ProblemError when it can't be told."""


class Secrets:
    """One for a worker."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring

    async def put_in(self, call: Call, host_of: HostOf) -> PutIn:
        """Evaluate what was left for here. Most calls have nothing of it."""
        deferred = list(_deferred(call.arguments))
        if not deferred:
            return PutIn(call.arguments, Mask())
        paths = sorted({path for one in deferred for path in one.paths()})
        host = self._host(call, paths, host_of)
        found = await self._resolve(call, sorted({path[0] for path in paths}), host)
        made: list[Json] = []
        arguments = _evaluated(call.arguments, found, made)
        seen = {text for one in deferred for text in texts_in(one.values())}
        derived = (text for one in made for text in texts_in(one) if text not in seen)
        # A text that an expression has made of a secret is one too; a short one is a choice.
        long = (text for text in derived if len(text) >= DERIVED)
        return PutIn(arguments, Mask([*texts_in(found), *long]))

    def _host(self, call: Call, paths: Iterable[Path], host_of: HostOf) -> str:
        """Where the call goes, told without knowing a secret: then none can choose it."""
        stand_ins: JsonObject = {}
        for path in paths:
            _plant(stand_ins, path, STAND_IN)
        endpoint = call.arguments.get("endpoint") if isinstance(call.arguments, dict) else None
        host = host_of({"endpoint": _evaluated(endpoint, stand_ins, [])})
        if STAND_IN in host:
            raise ProblemError(
                errors.expression(
                    "The endpoint's host comes from a secret, so nobody can say whether the "
                    "secret may go there. Write the host openly and keep only the rest secret."
                )
            )
        return host

    async def _resolve(self, call: Call, names: Iterable[str], host: str) -> JsonObject:
        keys = await self._keyring.of(call.tenant)
        process = f"{call.workflow.namespace}/{call.workflow.name}"
        found: JsonObject = {}
        try:
            async with self._database.tenant(call.tenant) as session:
                for name in names:
                    found[name] = await secrets.resolve(session, keys, name, process, host)
        except secrets.SecretRefusedError as error:
            problem = errors.Problem(
                errors.HOME + "authorization",
                FORBIDDEN,
                title="Authorization Error",
                detail=str(error),
            )
            raise ProblemError(problem) from error
        return found


@lru_cache(maxsize=512)
def _compiled(source: str) -> Expression:
    try:
        return compile_jq(source)
    except JqSyntaxError as error:
        # The machine leaves only what it has compiled: this is data that looks like it.
        raise ProblemError(
            errors.expression(f"The key {DEFERRED} is reserved; rename it in the data.")
        ) from error


@dataclass(frozen=True, slots=True)
class Deferred:
    """An expression that the machine has left, with what it knew."""

    source: str
    input: Json
    variables: JsonObject

    def values(self) -> Json:
        return [self.input, self.variables]

    def paths(self) -> set[Path]:
        """The secrets that it reads: names, each with the way into it."""
        read = [path[1:] for path in _compiled(self.source).references if path[0] == "$secrets"]
        if not all(read):
            raise ProblemError(
                errors.expression(
                    "An expression reads $secrets as a whole. Name the one that it needs, "
                    "such as $secrets.login.password."
                )
            )
        return set(read)

    def evaluate(self, found: JsonObject) -> Json:
        variables = {**self.variables, "secrets": found}
        try:
            results = _compiled(self.source).evaluate(self.input, variables, Budget(STEPS))
        except JqError as error:
            # jq quotes values in its errors, and this value may be the secret.
            raise ProblemError(
                errors.expression("An expression that reads a secret can't be evaluated.")
            ) from error
        return results[0] if results else None


def _deferred(value: Json) -> Iterator[Deferred]:
    match value:
        case dict():
            one = _read(value)
            if one is not None:
                yield one
                return
            for inner in value.values():
                yield from _deferred(inner)
        case list():
            for inner in value:
                yield from _deferred(inner)
        case _:
            return


def _read(value: JsonObject) -> Deferred | None:
    source, variables = value.get(DEFERRED), value.get("variables")
    if isinstance(source, str) and isinstance(variables, dict):
        return Deferred(source, value.get("input"), variables)
    return None


def _evaluated(value: Json, found: JsonObject, made: list[Json]) -> Json:
    """With every expression replaced by its result; results are noted in `made`."""
    match value:
        case dict():
            one = _read(value)
            if one is not None:
                result = one.evaluate(found)
                made.append(result)
                return result
            return {name: _evaluated(inner, found, made) for name, inner in value.items()}
        case list():
            return [_evaluated(inner, found, made) for inner in value]
        case _:
            return value


def _plant(into: JsonObject, path: Path, leaf: str) -> None:
    """Make `into` have `leaf` at the path, unless something deeper is there."""
    *way, last = path
    for key in way:
        inner = into.get(key)
        if not isinstance(inner, dict):
            inner = into[key] = {}
        into = inner
    into.setdefault(last, leaf)
