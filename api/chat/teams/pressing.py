"""What people do with an approval by its card: decide, fill in, send off, look again.

An act goes through the same door as in the portal; its key is made of what Teams says was pressed,
so whatever comes twice counts once. Never: a decision by a card that shows an older round.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals import service as approving
from api.approvals.service import Actor, Answered, Kept
from api.chat.teams import looking, words
from api.chat.teams.answers import Answer, Card, Fault
from api.chat.teams.came import Came
from api.chat.teams.looking import Look
from api.errors import DATABASE_AWAY, ApiError
from api.services import Services
from channels import token as tokens
from channels.fields import Field, UnreadableError, filled
from channels.modal import Filled, Modal
from channels.said import Decision
from channels.teams import card, form
from channels.teams.requests import Pressed
from channels.token import Token
from definitions.approvals import DECIDE, Act, Who
from definitions.values import Json, JsonObject, encode
from store.chats import TEAMS
from store.people import PersonRow

VERBS = frozenset({card.DECIDE, card.FORM, card.SUBMIT, card.REFRESH})
PATIENCE_SECONDS = 0.2
"""For the run, once a press is kept: the card that Teams waits for shows that as well."""

COMMENT_REQUIRED = "comment-required"
FIXABLE = frozenset({COMMENT_REQUIRED, "fields", "comment-too-long", "invalid"})
"""What whoever has filled it in can put right."""


@dataclass(frozen=True, slots=True)
class Given:
    """What they have chosen, and filled in with it."""

    decision: Decision
    filled: Filled
    fields: JsonObject


async def press(services: Services, came: Came, person: PersonRow, pressed: Pressed) -> Answer:
    """Of an approval: one of VERBS. It is looked at and kept in one transaction."""
    shown = pressed.data.get(card.TOKEN)
    token = tokens.read(shown) if isinstance(shown, str) else None
    if token is None:
        return Fault(words.of(came.language(person))["gone"])
    seen, given = None, None
    try:
        async with services.database.tenant(came.tenant.id) as session:
            seen = await looking.see(services, session, came, person, token)
            if seen is None:
                return Fault(words.of(came.language(person))["gone"])
            if pressed.verb == card.REFRESH:
                return looking.shows(services, came, seen)
            given = _given(services, came, pressed, seen, token)
            if not isinstance(given, Given):
                return given
            kept = await _keep(session, came, person, seen, given)
        answered = await approving.hear(services, kept, PATIENCE_SECONDS)
    except ApiError as refused:
        if seen is None or not isinstance(given, Given):
            raise
        return await _refused(services, came, person, seen, given, refused)
    return await _counted(services, came, person, seen, given, answered)


def _given(
    services: Services, came: Came, pressed: Pressed, seen: Look, token: Token
) -> Given | Answer:
    """An answer where nothing is decided by it."""
    told = words.of(seen.language)
    if not seen.is_theirs or seen.asked.sign_in:
        return _cannot(services, came, seen)
    if token.round != seen.row.round:
        return Fault(told["changed"])
    name = token.decision if pressed.verb == card.SUBMIT else pressed.data.get(card.DECISION)
    decision = seen.decision(name) if isinstance(name, str) else None
    if decision is None:
        return Fault(told["gone"])
    fields = seen.fields(decision)
    return (
        _cannot(services, came, seen) if fields is None else _sent(seen, decision, fields, pressed)
    )


def _sent(
    seen: Look, decision: Decision, fields: Sequence[Field], pressed: Pressed
) -> Given | Card:
    """A form where something is to be filled in, or filled in again."""
    sent = _needed(fields, decision, pressed)
    if sent is None:
        return _form(seen, decision, form.read(pressed.data, ()))
    try:
        return Given(decision, sent, filled(fields, sent.fields))
    except UnreadableError as error:
        return _form(seen, decision, sent, {str(error): words.of(seen.language)["unreadable"]})


def _needed(fields: Sequence[Field], decision: Decision, pressed: Pressed) -> Filled | None:
    """None: it has to be filled in first."""
    if pressed.verb == card.SUBMIT:
        return form.read(pressed.data, fields)
    given = form.read(pressed.data, ())
    open_ = bool(fields) or (decision.comment == "required" and not given.comment)
    return None if pressed.verb == card.FORM or open_ else Filled(given.comment)


def _cannot(services: Services, came: Came, seen: Look) -> Answer:
    """The card says why; who only reads along is told."""
    if seen.sees_here and not seen.stands:
        return Fault(words.of(seen.language)["not-yours"])
    return looking.shows(services, came, seen)


def _form(
    seen: Look, decision: Decision, given: Filled | None = None, wrong: dict[str, str] | None = None
) -> Card:
    token = seen.token
    own = Token(
        approval=token.approval,
        round=token.round,
        stage=token.stage,
        absent=token.absent,
        decision=decision.name,
    )
    modal = Modal(
        subject=str(seen.asked.body.get("subject", "")),
        decision=decision,
        fields=seen.fields(decision) or [],
        token=own.write(),
        words=words.of(seen.language),
        language=seen.language,
    )
    return Card(form.write(modal, wrong=wrong or {}, filled=given), modal.subject)


async def _keep(
    session: AsyncSession, came: Came, person: PersonRow, seen: Look, given: Given
) -> Kept:
    who = Who(person.id, person.name)
    said = Act(
        approval=seen.row.id,
        by=who,
        person=seen.absent,
        round=seen.row.round,
        decision=given.decision.name,
        comment=given.filled.comment or None,
        fields=given.fields or None,
    )
    key = f"{came.activity.id}/{_digest(given)}"
    actor = Actor(came.tenant.id, who, TEAMS)
    return await approving.put(session, came.keys, actor, seen.seen, DECIDE, said, key)


async def _counted(
    services: Services,
    came: Came,
    person: PersonRow,
    seen: Look,
    given: Given,
    answered: Answered,
) -> Answer:
    """It is kept: nobody must hear that it is not."""
    word, now = "recorded", seen
    if answered.answer is not None:
        word = "accepted"
        with suppress(*DATABASE_AWAY):
            now = await looking.look(services, came, person, seen.token) or seen
    told = words.of(seen.language)[word]
    return looking.shows(services, came, now, told.format(decision=given.decision.label))


async def _refused(
    services: Services, came: Came, person: PersonRow, seen: Look, given: Given, why: ApiError
) -> Answer:
    """By the run, or because it was too late already."""
    told = words.of(seen.language)
    if why.code in FIXABLE:
        needed = told["comment-needed"].format(decision=given.decision.label)
        fault = needed if why.code == COMMENT_REQUIRED else str(why.detail)
        return _form(seen, given.decision, given.filled, {"": fault})
    now = await looking.look(services, came, person, seen.token)
    if now is not None and not now.is_theirs:
        return looking.shows(services, came, now)
    return Fault(told["refused"].format(why=why.detail))


def _digest(given: Given) -> str:
    whole: list[Json] = [given.decision.name, given.filled.comment, given.fields]
    return sha256(encode(whole)).hexdigest()
