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
from typing import Final, TypeAlias
from urllib.parse import quote, quote_plus

from msgspec.structs import replace

from activities.secret_uses import Uses
from definitions import errors
from definitions.contracts import Call
from definitions.deferred import Deferred, Path, deferred_in, evaluated, stand_ins
from definitions.errors import Problem, ProblemError
from definitions.values import Json, JsonObject
from store import secrets
from store.keys import Keyring
from store.session import Database

STAND_IN: Final = "x7b1secret7x"
FORBIDDEN: Final = 403
DERIVED: Final = 8
MASK: Final = "***"
_CHOSEN: Final = (
    "The endpoint's host comes from a secret, so nobody can say whether the secret may go there. "
    "Write the host openly and keep only the rest secret."
)
SHORTEST: Final = 4
"""Characters. Masking a shorter text would tear holes into everything and hide nothing."""


class Mask:
    """Knows what must not be seen."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        self._bytes: re.Pattern[bytes] | None = None
        self.add(*secrets)

    def add(self, *secrets: str) -> None:
        """Also these, from now on."""
        new = {secret for secret in secrets if len(secret) >= SHORTEST} - self._secrets
        if not new:
            return
        self._secrets |= new
        found = {form for secret in self._secrets for form in _forms(secret)}
        # The longest first: a secret may be the beginning of another's.
        forms = [re.escape(form) for form in sorted(found, key=lambda form: (-len(form), form))]
        pattern = "|".join(forms)
        self._pattern = re.compile(pattern)
        self._bytes = re.compile(pattern.encode(errors="replace"))

    def take(self, other: Mask) -> None:
        """Also what another one knows."""
        self.add(*other._secrets)

    def holds(self, text: str) -> bool:
        return self._pattern is not None and self._pattern.search(text) is not None

    def text(self, text: str) -> str:
        return text if self._pattern is None else self._pattern.sub(MASK, text)

    def data(self, data: bytes) -> bytes:
        return data if self._bytes is None else self._bytes.sub(MASK.encode(), data)

    def problem(self, problem: Problem, task: str | None = None) -> Problem:
        """As people may read it; of that task, where it is one's."""
        detail = None if problem.detail is None else self.text(problem.detail)
        return replace(problem, instance=task or problem.instance, detail=detail)

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
    names: tuple[str, ...] = ()
    """Of the secrets that are in them."""


ReceiversOf: TypeAlias = Callable[[Json], list[str]]
"""Where a call with these arguments would go; raises a ProblemError when it can't be told."""


class Secrets:
    """One for a worker."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring
        self._uses = Uses(database)

    async def close(self) -> None:
        """What was counted of uses is written."""
        await self._uses.close()

    async def put_in(self, call: Call, receivers_of: ReceiversOf) -> PutIn:
        """Evaluate what was left for here. Most calls have nothing of it."""
        deferred = list(deferred_in(call.arguments))
        if not deferred:
            return PutIn(call.arguments, Mask())
        paths = set[Path]().union(*(one.paths() for one in deferred))
        unknown = stand_ins(paths, STAND_IN)
        receivers = _receivers(call, unknown, receivers_of)
        names = sorted({path[0] for path in paths})
        found = await self._resolve(call, names, receivers)
        arguments = evaluated(call.arguments, found)
        if _receivers_now(call, found, receivers_of) != receivers:
            raise ProblemError(errors.expression(_CHOSEN))
        seen = {text for one in deferred for text in texts_in(one.values())}
        made = [text for one in deferred for text in _made_of(one, found, unknown)]
        # A text that an expression has made of a secret is one too; a short one is a choice.
        long = (text for text in made if len(text) >= DERIVED and text not in seen)
        return PutIn(arguments, Mask([*texts_in(found), *long]), tuple(names))

    async def read(self, call: Call, name: str, receivers: Iterable[str]) -> Json:
        """The whole of one that the definition names, for a call that takes it there."""
        return (await self._resolve(call, [name], receivers))[name]

    async def hold(self, call: Call, names: Iterable[str], receiver: str) -> None:
        """Raises a ProblemError unless all of them may go there too."""
        await self._resolve(call, names, [receiver])

    async def _resolve(
        self, call: Call, names: Iterable[str], receivers: Iterable[str]
    ) -> JsonObject:
        keys = await self._keyring.of(call.tenant)
        process = f"{call.workflow.namespace}/{call.workflow.name}"
        pairs = [(name, receiver) for name in names for receiver in dict.fromkeys(receivers)]
        found: JsonObject = {}
        try:
            async with self._database.tenant(call.tenant) as session:
                for name, receiver in pairs:
                    found[name] = await secrets.resolve(session, keys, name, process, receiver)
                new = await self._uses.note(session, call.tenant, call.run, process, pairs)
            self._uses.written(new)
        except secrets.SecretRefusedError as error:
            problem = errors.Problem(
                errors.HOME + "authorization",
                FORBIDDEN,
                title="Authorization Error",
                detail=str(error),
            )
            raise ProblemError(problem) from error
        return found


def _receivers(call: Call, unknown: JsonObject, receivers_of: ReceiversOf) -> list[str]:
    """Where the call goes, told without knowing a secret: then none can choose it."""
    receivers = receivers_of({"endpoint": evaluated(_endpoint(call), unknown)})
    if any(STAND_IN in receiver for receiver in receivers):
        raise ProblemError(errors.expression(_CHOSEN))
    return receivers


def _receivers_now(call: Call, found: JsonObject, receivers_of: ReceiversOf) -> list[str]:
    """With the secrets in it: a condition could choose by a secret without naming it."""
    try:
        return receivers_of({"endpoint": evaluated(_endpoint(call), found)})
    except ProblemError:
        # Without the cause: it quotes the address, and the secret may be a part of it.
        sentence = "With its secrets in it, the endpoint is no URL that can be called."
        raise ProblemError(errors.expression(sentence)) from None


def _endpoint(call: Call) -> Json:
    return call.arguments.get("endpoint") if isinstance(call.arguments, dict) else None


def _made_of(one: Deferred, found: JsonObject, unknown: JsonObject) -> Iterator[str]:
    """The texts of a result that the secrets have a part in."""
    result = one.evaluate(found)
    try:
        if one.evaluate(unknown) == result:
            return
    except ProblemError:
        pass
    yield from texts_in(result)
