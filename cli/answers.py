"""What the API answers, typed. What a newer API says besides is passed over.

Never: an answer believed unread; what doesn't fit is no answer of Baton's API.
"""

from __future__ import annotations

from msgspec import Struct, field

from definitions.values import Json, JsonObject


class Fault(Struct):
    """One fault of a definition or a request."""

    code: str
    message: str
    remedy: str | None = None
    pointer: str | None = None
    line: int | None = None
    column: int | None = None


class Problem(Struct):
    """RFC 9457 with a remedy."""

    type: str = ""
    title: str = ""
    status: int = 0
    detail: str = ""
    remedy: str = ""
    request: str | None = None
    errors: list[Fault] = field(default_factory=list[Fault])


class Definition(Struct):
    """One version of a definition."""

    namespace: str
    name: str
    version: str
    state: str
    hash: str
    warnings: list[Fault] = field(default_factory=list[Fault])

    @property
    def workflow(self) -> str:
        return f"{self.namespace}/{self.name}"


class DefinitionRead(Definition):
    """With its text."""

    source: str = ""
    document: JsonObject = {}


class DefinitionPage(Struct):
    """One page of definitions, by name and version."""

    items: list[Definition]
    next: str | None = None


class Process(Struct):
    """All versions of one namespace/name."""

    version: str | None = None
    """What is started where nobody names one."""


class Layout(Struct):
    """Where the boxes of a process stand."""

    positions: JsonObject


class RunError(Struct):
    """The standard's error object."""

    type: str
    status: int
    instance: str | None = None
    title: str | None = None
    detail: str | None = None


class Listed(Struct, rename="camel"):
    """A run without its values."""

    id: str
    workflow: str
    version: str
    status: str
    created_at: str
    started_at: str | None = None
    ended_at: str | None = None


class Run(Listed, rename="camel"):
    """A run."""

    input: Json = None
    output: Json = None
    error: RunError | None = None


class RunPage(Struct):
    """One page of runs, the newest first."""

    items: list[JsonObject]
    next: str | None = None


class Sentence(Struct):
    """One thing that a run does, waits for or has come to, in words."""

    sentence: str
    remedy: str | None = None


class Explanation(Struct):
    """What a run is doing, or why it faulted."""

    items: list[Sentence]


class RehearsedError(Struct):
    type: str
    status: int


class RehearsedExample(Struct):
    """One run: how it ended, and how it would."""

    run: str
    before: JsonObject | None = None
    after: JsonObject | None = None


class RehearsedGroup(Struct):
    """Runs of which a rehearsal says the same."""

    kind: str
    task: str
    sentence: str
    count: int
    runs: list[str]
    line: int | None = None
    error: RehearsedError | None = None
    example: RehearsedExample | None = None


class Rehearsal(Struct):
    """How the last runs of a process would end."""

    alike: bool
    compared: int
    same: int
    leftOut: dict[str, int]  # noqa: N815 (names of the wire)
    differences: list[RehearsedGroup]
    moreDifferences: int  # noqa: N815
    remarks: list[RehearsedGroup]


class TraceLine(Struct):
    """One line of what happened."""

    sequence: int
    kind: str
    task: str
    visit: str
    at: str
    body: JsonObject


class TracePage(Struct):
    """What happened after a sequence number."""

    items: list[TraceLine]
    status: str
    after: int


class Schedule(Struct, rename="camel"):
    """One kind of schedule of a process."""

    workflow: str
    version: str
    kind: str
    value: Json
    next_at: str | None = None
    last_at: str | None = None
    last_run: str | None = None
    paused_at: str | None = None


class ScheduleList(Struct):
    """Schedules; of a page `next` says where the following one begins."""

    items: list[JsonObject]
    next: str | None = None


class CommandAnswer(Struct):
    """What the run said to a command."""

    id: str
    answer: str


class Retriable(Struct):
    """A visit from which a run can go on."""

    visit: str


class RepeatedCall(Struct):
    """A call of which a retry has to say what comes of it."""

    visit: str
    task: str
    fate: str


class RetryPlan(Struct):
    """What a retry would do."""

    visit: str
    task: str
    version: str
    input: Json
    context: Json
    calls: list[RepeatedCall]
    differences: list[Fault]
    visits: list[Retriable]


class RunData(Struct):
    """What the expressions of a run know as `$context`."""

    context: Json


class AuditEntry(Struct, rename="camel"):
    """What somebody did, or tried to."""

    at: str
    actor: str
    action: str
    outcome: str
    subject: str = ""
    actor_name: str | None = None
    reason: str | None = None


class AuditPage(Struct):
    """One page of the audit trail, the newest first."""

    items: list[JsonObject]
    next: str | None = None


class AuditFinding(Struct):
    """Something that is wrong with the trail."""

    code: str
    message: str
    sequence: int | None = None
    entry: str | None = None


class Verification(Struct, rename="camel"):
    """What a stretch of the trail looks like."""

    findings: list[AuditFinding]
    checked: int
    next: int | None
    waiting: int
    heads: int
    signed_through: int
    public_key: str | None = None


class KeyOwner(Struct):
    """Who has an API key."""

    id: str
    name: str


class ApiKey(Struct, rename="camel"):
    """An API key without itself; where it has just been made, with it."""

    id: str
    name: str
    prefix: str
    person: KeyOwner
    scopes: list[str]
    expired: bool
    expires_at: str | None = None
    last_used_at: str | None = None
    key: str = ""


class ApiKeyPage(Struct):
    """One page of keys, the newest first."""

    items: list[JsonObject]
    next: str | None = None


class Secret(Struct, rename="camel"):
    """All of a secret but its value."""

    name: str
    version: int
    processes: list[str]
    hosts: list[str]
    updated_at: str
    updated_by: str
    updated_by_name: str | None = None


class SecretPage(Struct):
    """All secrets of the tenant."""

    items: list[Secret]


class SecretVersion(Struct, rename="camel"):
    """Who wrote a value when."""

    version: int
    written_at: str
    written_by: str
    written_by_name: str | None = None
    restored: int | None = None


class SecretVersions(Struct):
    """The last ones."""

    items: list[SecretVersion]


class SecretUse(Struct, rename="camel"):
    """A day of one process and one receiver."""

    day: str
    process: str
    receiver: str
    times: int
    last_at: str
    last_run: str | None = None


class Naming(Struct):
    """A version that can be started and declares a secret."""

    namespace: str
    name: str
    version: str


class SecretUses(Struct):
    """Who has used a secret, and which definitions name it."""

    items: list[SecretUse]
    definitions: list[Naming]
