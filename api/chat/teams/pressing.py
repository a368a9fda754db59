"""What people do with an approval by its card: decide, fill in, send off, look again.

An act goes through the same door as in the portal; its key is made of what Teams says was pressed,
so whatever comes twice counts once. Never: a decision by a card that shows an older round.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256

from api.approvals import service as approving
from api.approvals.service import Actor
from api.chat.teams import looking, words
from api.chat.teams.answers import Answer, Card, Fault
from api.chat.teams.came import Came
from api.chat.teams.looking import Look
from api.errors import DATABASE_AWAY, ApiError
from api.services import Services
from channels import token as tokens
from channels.fields import UnreadableError, filled
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
PATIENCE_SECONDS = 0.25
"""For the run, once a press is kept: the card that Teams waits for shows that as well."""

COMMENT_REQUIRED = "comment-required"
FIXABLE = frozenset({COMMENT_REQUIRED, "fields", "comment-too-long", "invalid"})
"""What whoever has filled it in can put right."""


async def press(services: Services, came: Came, person: PersonRow, pressed: Pressed) -> Answer:
    """Of an approval: one of VERBS."""
    told = words.of(came.language(person))
    shown = pressed.data.get(card.TOKEN)
    token = tokens.read(shown) if isinstance(shown, str) else None
    seen = None if token is None else await looking.look(services, came, person, token)
    if seen is None or token is None:
        return Fault(told["gone"])
    if pressed.verb == card.REFRESH:
        return looking.shows(services, came, seen)
    return await _act(services, came, person, pressed, seen, token)


async def _act(
    services: Services, came: Came, person: PersonRow, pressed: Pressed, seen: Look, token: Token
) -> Answer:
    told = words.of(seen.language)
    if not seen.is_theirs or seen.asked.sign_in or seen.fields is None:
        return _cannot(services, came, seen)
    if token.round != seen.row.round:
        return Fault(told["changed"])
    name = token.decision if pressed.verb == card.SUBMIT else pressed.data.get(card.DECISION)
    decision = seen.decision(name) if isinstance(name, str) else None
    if decision is None:
        return Fault(told["gone"])
    given = _needed(seen, decision, pressed)
    if given is None:
        return _form(seen, decision, form.read(pressed.data, ()))
    return await _decide(services, came, person, seen, decision, given)


def _needed(seen: Look, decision: Decision, pressed: Pressed) -> Filled | None:
    """None: it has to be filled in first."""
    if pressed.verb == card.SUBMIT:
        return form.read(pressed.data, seen.fields or [])
    given = form.read(pressed.data, ())
    open_ = bool(seen.fields) or (decision.comment == "required" and not given.comment)
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
        fields=seen.fields or [],
        token=own.write(),
        words=words.of(seen.language),
        language=seen.language,
    )
    return Card(form.write(modal, wrong=wrong or {}, filled=given), modal.subject)


async def _decide(
    services: Services,
    came: Came,
    person: PersonRow,
    seen: Look,
    decision: Decision,
    given: Filled,
) -> Answer:
    told = words.of(seen.language)
    try:
        fields = filled(seen.fields or [], given.fields)
    except UnreadableError as error:
        return _form(seen, decision, given, {str(error): told["unreadable"]})
    who = Who(person.id, person.name)
    said = Act(
        approval=seen.row.id,
        by=who,
        person=seen.absent,
        round=seen.row.round,
        decision=decision.name,
        comment=given.comment or None,
        fields=fields or None,
    )
    actor = Actor(came.tenant.id, who, TEAMS)
    key = f"{came.activity.id}/{_digest(decision.name, given.comment, fields)}"
    try:
        kept = await approving.keep(services, actor, seen.row.id, DECIDE, said, key)
        answered = await approving.hear(services, kept, PATIENCE_SECONDS)
    except ApiError as refused:
        return await _refused(services, came, person, seen, decision, given, refused)
    word = "recorded" if answered.answer is None else "accepted"
    now = seen
    with suppress(*DATABASE_AWAY):  # it is kept: nobody must hear that it is not
        now = await looking.look(services, came, person, seen.token) or seen
    return looking.shows(services, came, now, told[word].format(decision=decision.label))


async def _refused(
    services: Services,
    came: Came,
    person: PersonRow,
    seen: Look,
    decision: Decision,
    given: Filled,
    why: ApiError,
) -> Answer:
    """By the run, or because it was too late already."""
    told = words.of(seen.language)
    if why.code in FIXABLE:
        needed = told["comment-needed"].format(decision=decision.label)
        fault = needed if why.code == COMMENT_REQUIRED else str(why.detail)
        return _form(seen, decision, given, {"": fault})
    now = await looking.look(services, came, person, seen.token)
    if now is not None and not now.is_theirs:
        return looking.shows(services, came, now)
    return Fault(told["refused"].format(why=why.detail))


def _digest(decision: str, comment: str, fields: JsonObject) -> str:
    whole: list[Json] = [decision, comment, fields]
    return sha256(encode(whole)).hexdigest()
