"""A person before Slack: presses, fills in, submits, types commands, opens the app's home.

Never: what a person couldn't do, as pressing in a channel that isn't theirs (`CannotDoError`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.standins.shapes import Json, Shape, faults_of, listing, only_one
from tests.standins.slack import payloads
from tests.standins.slack.chat import checked
from tests.standins.slack.composition import OPTION_GROUP, option
from tests.standins.slack.delivery import Delivery, Sent
from tests.standins.slack.filling import CannotDoError, action, chosen, find, is_empty, state
from tests.standins.slack.refusals import RefusedError
from tests.standins.slack.signing import Forged
from tests.standins.slack.state import Slack
from tests.standins.slack.views import change, checked_view, show
from tests.standins.slack.workspace import Channel, Message, Person, View, Workspace

# block_suggestion's page: options or option_groups, 100 at most, in the answer.
_SUGGESTED = Shape(
    optional={
        "options": listing(option(), 100, 0),
        "option_groups": listing(OPTION_GROUP, 100, 0),
    },
    also=(only_one("options", "option_groups"),),
)


class BadAnswerError(AssertionError):
    """The app answered what Slack doesn't take."""


@dataclass
class Acting:
    """One person of one workspace."""

    slack: Slack
    there: Workspace
    person: Person
    delivery: Delivery
    errors: dict[str, str] = field(default_factory=dict[str, str])
    """What stands under the fields after the last submission."""
    _suggested: dict[str, list[Json]] = field(default_factory=dict[str, list[Json]])

    async def click(
        self,
        where: Message | View,
        action_id: str,
        value: Any = None,
        forged: Forged | None = None,
    ) -> Sent:
        """Presses a button, or chooses something that tells the app at once."""
        self._sees(where)
        blocks = where.blocks if isinstance(where, Message) else where.content["blocks"]
        block, element = find(blocks, action_id)
        offered = self._suggested.get(action_id)
        done = action(element, block, value, self.slack.ts(), offered)
        if element["type"] not in {"button", "overflow"}:
            held = where.filled if isinstance(where, Message) else where.values
            held.setdefault(block, {})[action_id] = chosen(element, value, offered)
        if isinstance(where, Message):
            payload = payloads.message_action(self.slack, self.there, self.person, where, done)
        else:
            payload = payloads.view_action(self.slack, self.there, self.person, where, done)
        return await self.delivery.interacts(payload, forged=forged)

    async def submit(
        self, view: View, values: dict[str, Any] | None = None, forged: Forged | None = None
    ) -> Sent:
        """Fills in by `action_id` and submits; what the app says is done to the view."""
        self._sees(view)
        for name, value in (values or {}).items():
            self.fills(view, name, value)
        found = state(view.content["blocks"], view.values)
        for one in view.content["blocks"]:
            if one["type"] == "input" and not one.get("optional"):
                name = one["element"]["action_id"]
                if is_empty(found[one["block_id"]][name]):
                    raise CannotDoError(f"{name} is required and empty")
        payload = payloads.submission(self.slack, self.there, self.person, view)
        sent = await self.delivery.interacts(payload, forged=forged)
        if sent.ok:
            self._answered(view, sent.json)
        return sent

    def fills(self, view: View, action_id: str, value: Any) -> None:
        block, element = find(view.content["blocks"], action_id)
        given = chosen(element, value, self._suggested.get(action_id))
        view.values.setdefault(block, {})[action_id] = given

    def _answered(self, view: View, answer: Json) -> None:
        # https://docs.slack.dev/surfaces/modals (response_action)
        self.errors = {}
        kind = answer.get("response_action")
        if kind is None:
            if answer:
                raise BadAnswerError(f"no response_action in {answer}")
            view.closed = True
        elif kind == "clear":
            self._clear(view)
        elif kind == "errors":
            self.errors = self._under(view, answer.get("errors"))
        elif kind in {"update", "push"}:
            self._shows(view, kind, answer.get("view"))
        else:
            raise BadAnswerError(f"unknown response_action {kind!r}")

    def _shows(self, view: View, kind: str, content: Any) -> None:
        try:
            new = checked_view(content, "modal")
            if kind == "update":
                change(self.slack, self.there, view, new)
            else:
                show(self.slack, self.there, self.person.id, new, view)
        except RefusedError as refused:
            raise BadAnswerError(f"{refused.error}: {refused.messages}") from None

    def _under(self, view: View, errors: Any) -> dict[str, str]:
        inputs = {one["block_id"] for one in view.content["blocks"] if one["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            raise BadAnswerError(f"errors must name input blocks {sorted(inputs)}: {errors}")
        return {str(name): str(text) for name, text in errors.items()}

    def _clear(self, view: View) -> None:
        for one in self.there.views.values():
            one.closed = one.closed or one.root == view.root

    async def close(self, view: View, *, cleared: bool = False) -> Sent | None:
        """The cross or Cancel; the app hears of it where it asked to."""
        self._sees(view)
        payload = payloads.closing(self.slack, self.there, self.person, view, cleared=cleared)
        view.closed = True
        if cleared or view.content.get("clear_on_close"):
            self._clear(view)
        if not view.content.get("notify_on_close"):
            return None
        return await self.delivery.interacts(payload)

    async def suggestions(self, where: Message | View, action_id: str, typed: str) -> list[Json]:
        """What an external select offers to what was typed."""
        self._sees(where)
        blocks = where.blocks if isinstance(where, Message) else where.content["blocks"]
        block, element = find(blocks, action_id)
        # /select-menu-element: min_query_length is 3 where nothing is said.
        if len(typed) < element.get("min_query_length", 3):
            raise CannotDoError("too little typed to be asked for")
        payload = payloads.suggestion(
            self.slack, self.there, self.person, where, block, action_id, typed
        )
        sent = await self.delivery.interacts(payload, self.slack.app.options_url)
        if not sent.ok:
            raise BadAnswerError(f"no options: {sent.reason}")
        wrong = faults_of(_SUGGESTED, sent.json)
        if wrong:
            raise BadAnswerError("; ".join(wrong))
        groups: list[Json] = sent.json.get("option_groups") or []
        found: list[Json] = [*(sent.json.get("options") or [])]
        for group in groups:
            found += group["options"]
        self._suggested[action_id] = found
        return found

    async def command(
        self,
        text: str,
        channel: Channel | None = None,
        name: str = "/baton",
        forged: Forged | None = None,
    ) -> Sent:
        """`text` after the command's name; what the app answers at once is shown."""
        if name not in self.slack.app.commands and not self.slack.app.socket_mode:
            raise CannotDoError(f"{name} is no command of the app")
        place = channel or self.there.direct(self.person.id)
        fields = payloads.command(self.slack, self.there, self.person, place, name, text)
        sent = await self.delivery.commands(fields, forged)
        if sent.ok and sent.answer.strip():
            self._told(place, sent)
        return sent

    def _told(self, place: Channel, sent: Sent) -> None:
        # implementing-slash-commands: plain text, or JSON as of a message; ephemeral unless told.
        json = sent.answer_headers.get("content-type", "application/json")
        given = sent.json if "json" in json else {"text": sent.answer.decode()}
        try:
            content = checked(given)
        except RefusedError as refused:
            raise BadAnswerError(f"{refused.error}: {refused.messages}") from None
        seen = given.get("response_type") == "in_channel"
        self.there.messages.append(
            Message(
                self.there.id,
                place.id,
                self.slack.ts(),
                self.there.bot_user,
                content["text"],
                self.there.named(content["blocks"]),
                only_for=None if seen else self.person.id,
            )
        )

    async def open_home(self, tab: str = "home") -> list[Sent]:
        direct = self.there.direct(self.person.id)
        home = self.there.homes.get(self.person.id)
        shown = {} if home is None else {"view": home.shown(self.slack.app.id, self.there.bot)}
        payload = payloads.event(
            self.slack, self.there, "app_home_opened",
            user=self.person.id, channel=direct.id, tab=tab, **shown,
        )  # fmt: skip
        return await self.delivery.event(payload)

    def _sees(self, where: Message | View) -> None:
        if self.person.deleted:
            raise CannotDoError(f"{self.person.name} has left")
        if isinstance(where, View):
            if where.closed or where.user != self.person.id:
                raise CannotDoError("this view is not open before them")
            return
        channel = self.there.channels.get(where.channel)
        within = channel is not None and (
            channel.kind == "public" or self.person.id in channel.members
        )
        if where.deleted or not within or where.only_for not in (None, self.person.id):
            raise CannotDoError("they don't see this message")

    @property
    def views(self) -> list[View]:
        """What is open before them, the topmost last."""
        mine = self.there.views.values()
        return [one for one in mine if one.user == self.person.id and not one.closed]

    @property
    def home(self) -> View | None:
        return self.there.homes.get(self.person.id)

    @property
    def messages(self) -> list[Message]:
        """What they may read, the newest last."""
        mine = {
            one.id
            for one in self.there.channels.values()
            if one.kind == "public" or self.person.id in one.members
        }
        return [
            one
            for one in self.there.messages
            if not one.deleted and one.channel in mine and one.only_for in (None, self.person.id)
        ]
