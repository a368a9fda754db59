"""Commands to a run: each is a message that is kept first, delivered at once, and answered.

Never: a command that is lost because nobody was there; who sent it hears "recorded" then.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from uuid import NAMESPACE_URL, uuid4, uuid5

from api.audit.service import audited, of_run
from api.auth.principal import Principal
from api.errors import DATABASE_AWAY, ApiError
from api.runs.service import find, hand_over
from api.services import Services
from definitions.values import Json, JsonObject
from store import messages
from store.audit import Deed
from store.messages import RunEndedError
from workflows.machine.commands import CANCEL, CHANGE, RESUME, SUSPEND
from workflows.machine.questions import SETTLE
from workflows.machine.skipping import SKIP

ANSWER_SECONDS = 0.6
"""From when it is kept; the delivery is in it."""

RECORDED = "recorded, not yet counted"
KINDS = {
    "cancel": CANCEL,
    "suspend": SUSPEND,
    "resume": RESUME,
    "settle": SETTLE,
    "skip": SKIP,
    "change": CHANGE,
}


@dataclass(frozen=True, slots=True)
class Given:
    """A command and what came of it so far."""

    id: str
    answer: JsonObject | None


async def send(
    services: Services,
    principal: Principal,
    run: str,
    command: str,
    said: JsonObject,
    key: str | None,
) -> Given:
    """Answers what the run said within a moment, or that it has not said anything yet."""
    keys = await services.keyring.of(principal.tenant)
    message = message_id(principal, run, command, key)
    data: Json = {**said, "by": principal.person}
    deed = _deed(principal, run, command, said, message)
    async with audited(services, principal, deed) as session:
        await find(session, principal, run)
        try:
            await messages.post(session, keys, run, message, KINDS[command], data)
        except RunEndedError as error:
            raise refused(str(error)) from error
    services.metrics.commands.labels(command).inc()
    answer = await heard(services, principal.tenant, run, message)
    if answer is not None and answer.get("accepted") is not True:
        raise refused(str(answer.get("detail") or "The run does not take this now."))
    return Given(message, answer)


async def heard(
    services: Services,
    tenant: str,
    run: str,
    message: str,
    seconds: float = ANSWER_SECONDS,
    *,
    new: bool = False,
) -> JsonObject | None:
    """Has it delivered; what the run said within a moment, None: nothing yet.

    It is kept: if PostgreSQL goes away now, whoever sent it must not hear that nothing was done.
    `new`: it has just been kept, so there can be no answer before it is handed over.
    """
    until = time.monotonic() + seconds
    deliver = partial(hand_over, services, tenant, run)
    look = partial(messages.answer_at_once, services.database, tenant, run, message)
    if not new:
        await deliver()
    try:
        left = max(0.0, until - time.monotonic())
        cause = deliver if new else None
        return await services.watch.until(message, look, _is_there, left, cause)
    except DATABASE_AWAY:
        return None


def _deed(principal: Principal, run: str, command: str, said: JsonObject, message: str) -> Deed:
    """Values are not in it: the run's facts have them."""
    reason = said.get("reason")
    details = {name: said[name] for name in ("visit", "outcome") if said.get(name) is not None}
    given = reason if isinstance(reason, str) else None
    return replace(of_run(principal, run, command, given, details), message=message)


def message_id(principal: Principal, run: str, command: str, key: str | None) -> str:
    """The same Idempotency-Key means the same message, which the inbox keeps once."""
    if key is None:
        return str(uuid4())
    return str(uuid5(NAMESPACE_URL, f"baton:{principal.person}:{run}:{command}:{key}"))


def refused(why: str) -> ApiError:
    return ApiError(409, "not-now", why, "Look at the run's status before you try again.")


def _is_there(answer: JsonObject | None) -> bool:
    return answer is not None
