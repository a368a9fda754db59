"""The webhook of a Workflows flow: where there is no bot.

https://support.microsoft.com/en-us/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498
and https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
(28 KB, four a second, `type` message with Adaptive Cards; nothing can be changed afterwards).
Never: actions that need a bot behind them; a card may open addresses.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.standins.shapes import Json
from tests.standins.teams.cards import CONTENT_TYPE, actions, teams_faults
from tests.standins.teams.limits import MOST_WEBHOOK_BYTES, WEBHOOK, Limits

ALLOWED_ACTIONS = frozenset({"Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility"})


@dataclass
class Flow:
    """One, with its secret address."""

    id: str
    signature: str
    on: bool = True
    came: list[Json] = field(default_factory=list[Json])
    """The cards, in their order."""


@dataclass
class Workflows:
    limits: Limits
    url: str = ""
    flows: dict[str, Flow] = field(default_factory=dict[str, Flow])

    def makes(self) -> tuple[Flow, str]:
        """A flow and the address to post to."""
        flow = Flow(secrets.token_hex(16), secrets.token_urlsafe(32))
        self.flows[flow.id] = flow
        path = f"/workflows/{flow.id}/triggers/manual/paths/invoke"
        return flow, f"{self.url}{path}?api-version=1&sp=%2Ftriggers&sv=1.0&sig={flow.signature}"

    def take(self, id_: str, signature: str, content_type: str, body: bytes) -> tuple[int, Json]:
        flow = self.flows.get(id_)
        if flow is None or not flow.on:
            return 404, _error("WorkflowNotFound", "The flow is gone or turned off.")
        if signature != flow.signature:
            return 401, _error("DirectApiAuthorizationRequired", "The signature is not right.")
        if len(body) > MOST_WEBHOOK_BYTES:
            return 413, _error("RequestEntityTooLarge", "More than 28 KB.")
        wait = self.limits.wait((f"flow/{id_}", WEBHOOK))
        if wait is not None:
            return 429, {**_error("TooManyRequests", "More than four a second."), "wait": wait}
        try:
            flow.came += _cards(content_type, body)
        except ValueError as wrong:
            return 400, _error("TriggerInputSchemaMismatch", str(wrong))
        return 202, {}


def _error(code: str, message: str) -> Json:
    return {"error": {"code": code, "message": message}}


def _cards(content_type: str, body: bytes) -> list[Json]:
    if not content_type.startswith("application/json"):
        raise ValueError("JSON is needed")
    given: Any = json.loads(body)
    if not isinstance(given, dict) or given.get("type") != "message":
        raise ValueError("the type is not message")
    attachments: Any = given.get("attachments")
    if not isinstance(attachments, list) or not attachments:
        raise ValueError("there are no attachments")
    cards: list[Json] = []
    for one in attachments:
        if not isinstance(one, dict) or one.get("contentType") != CONTENT_TYPE:
            raise ValueError("an attachment is no Adaptive Card")
        found = teams_faults(one.get("content"))
        if found:
            raise ValueError("; ".join(found))
        unfit = {action["type"] for action in actions(one["content"])} - ALLOWED_ACTIONS
        if unfit:
            raise ValueError(f"nobody answers {', '.join(sorted(unfit))}")
        cards.append(one["content"])
    return cards
