"""All that the stand-in knows: the app, its workspaces, tokens, and what it has been asked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests.standins.clock import Clock
from tests.standins.shapes import Json
from tests.standins.slack.app import App
from tests.standins.slack.rates import Rates
from tests.standins.slack.refusals import GoneError, RefusedError
from tests.standins.slack.tokens import Token, Tokens
from tests.standins.slack.workspace import Message, Workspace

# https://docs.slack.dev/interactivity/handling-user-interaction: a trigger lives three seconds and
# is used once; a response address takes five answers in thirty minutes.
TRIGGER_SECONDS = 3
RESPONSE_SECONDS = 1800
RESPONSES = 5


@dataclass
class Trigger:
    value: str
    team: str
    user: str
    made: float
    view: str | None = None
    """From an action in this modal, so that another may be pushed on it."""
    used: bool = False


@dataclass
class ResponseAddress:
    key: str
    team: str
    channel: str
    user: str
    made: float
    message: Message | None = None
    uses: int = 0
    told: list[Message] = field(default_factory=list[Message])
    """What the app has said by it, besides changing what was pressed."""


@dataclass
class Asked:
    """One call of the Web API, and what was said to it."""

    method: str
    team: str
    arguments: Json
    answer: Json
    status: int = 200

    @property
    def ok(self) -> bool:
        return self.answer.get("ok") is True


@dataclass
class Slack:
    app: App = field(default_factory=App)
    clock: Clock = field(default_factory=Clock)
    workspaces: dict[str, Workspace] = field(default_factory=dict[str, Workspace])
    url: str = ""
    asked: list[Asked] = field(default_factory=list[Asked])
    failing: list[RefusedError | int] = field(default_factory=list[RefusedError | int])
    """The next answers whatever is asked: a refusal, or an HTTP status."""
    approves: bool = True
    """What the installer says on the authorize page."""
    triggers: dict[str, Trigger] = field(default_factory=dict[str, Trigger])
    addresses: dict[str, ResponseAddress] = field(default_factory=dict[str, ResponseAddress])
    tokens: Tokens = field(init=False)
    rates: Rates = field(init=False)
    _last_ts: float = 0

    def __post_init__(self) -> None:
        self.tokens = Tokens(self.clock)
        self.rates = Rates(self.clock)
        if not self.workspaces:
            self.workspaces["T0BATON01"] = Workspace()

    @property
    def base_url(self) -> str:
        """For `AsyncWebClient(base_url=…)`."""
        return f"{self.url}/api/"

    @property
    def workspace(self) -> Workspace:
        return next(iter(self.workspaces.values()))

    def joins(self, id_: str, name: str) -> Workspace:
        """One more workspace in which the app may be installed."""
        number = id_[1:]
        there = Workspace(id_, name, name.lower(), bot_user=f"U{number}BOT", bot=f"B{number}")
        self.workspaces[id_] = there
        return there

    def installed(self, workspace: Workspace | None = None, *scopes: str) -> Token:
        """A token without the walk through the pages; the scopes of the app unless given."""
        there = workspace or self.workspace
        token, _ = self.tokens.issue(there.id, there.bot_user, scopes or self.app.scopes)
        return token

    def ts(self) -> str:
        """Each later than the one before."""
        self._last_ts = max(self.clock.now(), self._last_ts + 0.000_002)
        return f"{self._last_ts:.6f}"

    def trigger(self, team: str, user: str, view: str | None = None) -> str:
        value = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**11)}.{secrets.token_hex(16)}"
        self.triggers[value] = Trigger(value, team, user, self.clock.now(), view)
        return value

    def spends(self, value: str, team: str) -> Trigger:
        # Errors of https://docs.slack.dev/reference/methods/views.open
        trigger = self.triggers.get(value)
        if trigger is None or trigger.team != team:
            raise RefusedError("invalid_trigger_id")
        if trigger.used:
            raise RefusedError("exchanged_trigger_id")
        if trigger.made + TRIGGER_SECONDS < self.clock.now():
            raise RefusedError("expired_trigger_id")
        trigger.used = True
        return trigger

    def response_url(
        self, team: str, channel: str, user: str, message: Message | None = None
    ) -> str:
        key = f"{team}/{secrets.randbelow(10**12)}/{secrets.token_hex(12)}"
        self.addresses[key] = ResponseAddress(key, team, channel, user, self.clock.now(), message)
        return f"{self.url}/actions/{key}"

    def answers(self, key: str) -> ResponseAddress:
        """The address, one use less of it."""
        address = self.addresses.get(key)
        if address is None:
            raise GoneError("invalid_url")
        if address.made + RESPONSE_SECONDS < self.clock.now():
            raise GoneError("expired_url")
        if address.uses >= RESPONSES:
            raise GoneError("used_url")
        address.uses += 1
        return address

    def calls(self, method: str) -> list[Asked]:
        return [one for one in self.asked if one.method == method]
