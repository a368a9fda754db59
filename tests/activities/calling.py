"""A call and the world that it is made in: a stub, intents in memory, secrets without a store.

Never: anything of the activity itself; that is what the tests are about.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from temporalio.testing import ActivityEnvironment

from activities.authentication.authenticator import Authenticator
from activities.honouring import Honouring
from activities.http import HttpActivities
from activities.http_calls import HttpCalls
from activities.http_connections import Connections
from activities.http_sender import Sender
from activities.secrets import Mask, PutIn
from activities.settings import ActivitySettings
from definitions.contracts import Call, Outcome, WorkflowRef
from definitions.errors import Problem, ProblemError, same_type
from definitions.values import Json
from tests.activities.stub import Stub

MOST = 100_000


@dataclass
class Kept:
    """Intents in memory: what was kept, claimed and settled, in order."""

    known: Outcome | None = None
    fails: Exception | None = None
    log: list[str] = field(default_factory=list)
    settled: list[Outcome] = field(default_factory=list)

    async def keep(self, call: Call) -> None:
        self._fail()
        self.log.append("kept" if call.recording else "nothing to keep")

    async def claim(
        self, call: Call, *, again: bool = False, patience_seconds: float = 0.0
    ) -> Outcome | None:
        self._fail()
        self.patience_seconds = patience_seconds
        self.log.append(f"claimed {call.key}{' again' if again else ''}")
        return self.known

    def settle(self, call: Call, outcome: Outcome) -> None:
        self.log.append(f"settled {call.key}")
        self.settled.append(outcome)

    def _fail(self) -> None:
        if self.fails:
            raise self.fails


@dataclass
class Vault:
    """Secrets without a store."""

    mask: Mask = field(default_factory=Mask)
    problem: Problem | None = None
    known: dict[str, Json] = field(default_factory=dict)
    read_for: list[tuple[str, list[str]]] = field(default_factory=list)
    """Which secrets were asked for as a whole, and for which hosts."""
    held: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    """Which were asked for once more, for a host that was found on the way."""

    async def put_in(self, call: Call, _hosts_of: Callable[[Json], list[str]]) -> PutIn:
        if self.problem:
            raise ProblemError(self.problem)
        return PutIn(call.arguments, self.mask)

    async def read(self, call: Call, name: str, hosts: list[str]) -> Json:
        if self.problem:
            raise ProblemError(self.problem)
        self.read_for.append((name, hosts))
        return self.known[name]

    async def hold(self, call: Call, names: tuple[str, ...], receiver: str) -> None:
        self.held.append((names, receiver))


@dataclass
class World:
    """The activity and all that it stands on."""

    stub: Stub
    kept: Kept
    vault: Vault
    connections: Connections
    environment: ActivityEnvironment = field(default_factory=ActivityEnvironment)
    lasting: HttpActivities | None = None
    """The activity of all calls, where they are to share what it keeps."""
    settings: ActivitySettings = field(
        default_factory=lambda: ActivitySettings(http_max_bytes=MOST, http_timeout_seconds=5)
    )

    def make(self, path: str = "/x", *, safe: bool | None = None, **arguments: Json) -> Call:
        given: dict[str, Json] = {"method": "get", "endpoint": self.stub.url + path} | arguments
        if safe is None:
            safe = str(given["method"]).upper() in {"GET", "HEAD", "OPTIONS"}
        return Call(
            tenant="t",
            run="r",
            workflow=WorkflowRef("test", "calls", "1.0.0", "hash"),
            task="/do/0/ask",
            key="r:/do/0/ask:1",
            arguments=given,
            timeout_seconds=3,
            safe=safe,
        )

    def effects(self) -> HttpActivities:
        """The activity, with nothing kept from a call before."""
        sender = Sender(self.connections, self.settings.http_max_bytes)
        honouring, seconds = Honouring.parse(""), self.settings.http_timeout_seconds
        calls = HttpCalls(sender, self.kept, seconds, honouring)  # type: ignore[arg-type]
        known = Authenticator(self.connections, sender, self.vault)  # type: ignore[arg-type]
        return HttpActivities(calls, known, self.vault, self.settings.http_max_bytes)  # type: ignore[arg-type]

    async def call(self, call: Call) -> Outcome:
        effects = self.lasting or self.effects()
        async with asyncio.timeout(20):
            return await self.environment.run(effects.call, call)

    async def get(self, path: str = "/x", **arguments: Json) -> Outcome:
        return await self.call(self.make(path, **arguments))

    async def post(self, path: str = "/x", **arguments: Json) -> Outcome:
        return await self.call(self.make(path, method="post", **arguments))


def problem_of(outcome: Outcome, status: int, kind: str = "communication") -> str:
    problem = outcome.problem
    assert problem is not None
    assert problem.status == status
    assert same_type(problem.type, kind)
    assert problem.instance == "/do/0/ask"
    assert problem.title
    assert problem.detail
    return problem.detail
