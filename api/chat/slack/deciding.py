"""A decision that is made in Slack: a press of a button, or a modal with comment and fields.

It goes through the same act as everywhere, with a key of Slack's own words, so what is sent again
does nothing twice. Who was heard sees the message change; words are said only where that will not
tell. Never: thanks for what was not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from api.approvals import service
from api.approvals.service import Kept
from api.chat.slack import home, listing, telling
from api.chat.slack.asked import Asked, look, see
from api.chat.slack.telling import Heard
from api.chat.slack.visitors import Visitor
from api.errors import ApiError
from channels import chat_words
from channels.fields import Field, UnreadableError, filled
from channels.said import Decision, Way
from channels.slack import answers, modal
from channels.slack.answers import NOTHING
from channels.slack.modal import Filled, Modal
from channels.slack.requests import View
from channels.token import Token
from channels.token import read as token_in
from definitions import approvals as acts
from definitions.approvals import Act
from definitions.values import Json, JsonObject, encode

FROM_HOME, FROM_LIST = f"{modal.DECIDE}/home", f"{modal.DECIDE}/list"
"""The modal's name where it was opened from the home tab, or from a list. A list's address comes
back behind the token, so whichever process hears of the modal can show it anew."""

CALLBACKS = (modal.DECIDE, FROM_HOME, FROM_LIST)
MAY = "approvals:decide"
PATIENCE_SECONDS = 5.0
"""For the run, once a press is kept: until then nobody need hear that it has not counted yet."""

TRIGGER_PATIENCE_SECONDS = 1.5
"""Where that can only be said by a modal, which opens within three seconds after the press."""

OF_COMMENT = frozenset({"comment-required", "comment-too-long"})
OF_FIELDS = "fields"


@dataclass(frozen=True, slots=True)
class Given:
    """What they have chosen, and filled in with it."""

    decision: Decision
    comment: str = ""
    fields: JsonObject | None = None


async def press(
    visitor: Visitor, heard: Heard, token: Token, name: str, *, comments: bool = False
) -> None:
    """A button of a message, of a list or of the home tab. `comments`: they want to say more."""
    door, asked, given, kept = visitor.door, None, None, None
    try:
        async with door.services.database.tenant(door.tenant) as session:
            asked = await see(session, visitor, token)
            given = None if asked is None or comments else _at_once(asked, name)
            if asked is not None and given is not None:
                act, key = _act(visitor, asked.token, given), _key(heard.key)
                kept = await service.put(
                    session, door.keys, visitor.actor, asked.seen, acts.DECIDE, act, key
                )
    except ApiError as refused:
        if asked is None or given is None:
            raise
        await _refused_at_once(asked, heard, given, refused)
        return
    if asked is None:
        await telling.tell(visitor, heard, visitor.say("not-asked"))
    elif given is None or kept is None:
        await _needs_more(asked, heard, name)
    else:
        heard.kept.set()
        await _hear(asked, heard, given, kept)


def _at_once(asked: Asked, name: str) -> Given | None:
    """None: it can't be decided, or not without more than a press."""
    decision = asked.decision(name)
    if decision is None or asked.refusal() is not None:
        return None
    open_ = asked.fields(decision) != [] or decision.comment == "required"
    return None if open_ else Given(decision)


async def _needs_more(asked: Asked, heard: Heard, name: str) -> None:
    visitor, decision = asked.visitor, asked.decision(name)
    why = asked.refusal() or (visitor.say("changed") if decision is None else None)
    if decision is None or why is not None:
        await _tell(asked, heard, why or "")
        return
    fields = asked.fields(decision)
    if fields is None:
        await telling.tell(visitor, heard, visitor.say("portal-form"), asked.way)
    else:
        await _ask(asked, heard, decision, fields)


async def _ask(asked: Asked, heard: Heard, decision: Decision, fields: list[Field]) -> None:
    """For what is needed with it, in a modal."""
    visitor = asked.visitor
    view = modal.write(_modal(asked, decision, fields))
    if heard.home:
        view["callback_id"] = FROM_HOME
    elif heard.list_at:
        view["callback_id"] = FROM_LIST
        view["private_metadata"] = f"{view['private_metadata']} {heard.list_at}"
    if not await telling.show(visitor, heard.trigger, view):
        await telling.tell(visitor, heard, visitor.say("cannot-show"), asked.way)


def _modal(asked: Asked, decision: Decision, fields: list[Field]) -> Modal:
    token = asked.token
    carried = Token(
        approval=token.approval,
        round=token.round,
        stage=token.stage,
        absent=token.absent,
        decision=decision.name,
    )
    return Modal(
        subject=str(asked.body["subject"]),
        decision=decision,
        fields=fields,
        token=carried.write(),
        words=chat_words.of(asked.visitor.language),
    )


async def _hear(asked: Asked, heard: Heard, given: Given, kept: Kept) -> None:
    """What the run makes of it; whoever has pressed is not kept waiting meanwhile."""
    visitor = asked.visitor
    seconds = PATIENCE_SECONDS if heard.response else TRIGGER_PATIENCE_SECONDS
    try:
        answered = await service.hear(visitor.door.services, kept, seconds)
    except ApiError as refused:
        await _refused_at_once(asked, heard, given, refused)
        return
    if answered.answer is None:
        await _tell(asked, heard, visitor.say("recorded", decision=given.decision.label))
    else:
        await _anew(visitor, at_home=heard.home, list_at=heard.list_at)


async def _refused_at_once(asked: Asked, heard: Heard, given: Given, refused: ApiError) -> None:
    await _tell(asked, heard, await _why(asked, given, refused))


async def _tell(asked: Asked, heard: Heard, text: str) -> None:
    """And shows anew that in which they have pressed; a home that tells it is new already."""
    if await telling.tell(asked.visitor, heard, text, asked.way):
        await _anew(asked.visitor, at_home=heard.home, list_at=heard.list_at)


def _act(visitor: Visitor, token: Token, given: Given) -> Act:
    return Act(
        approval=token.approval,
        by=visitor.who,
        person=token.absent,
        round=token.round,
        decision=given.decision.name,
        comment=given.comment or None,
        fields=given.fields or None,
    )


def _key(key: str) -> str:
    return f"slack/{key}"


async def _why(asked: Asked, given: Given, refused: ApiError) -> str:
    """In their language where it is plain; else as the run has said it."""
    visitor = asked.visitor
    if refused.code == "comment-required":
        return visitor.say("comment-required", decision=given.decision.label)
    now = await look(visitor, asked.token)
    why = None if now is None else now.refusal()
    return why or visitor.say("refused", why=refused.detail)


async def _anew(visitor: Visitor, *, at_home: bool, list_at: str) -> None:
    """What only they see, nobody else shows anew."""
    if at_home:
        await home.show(visitor)
    elif list_at:
        inbox = await listing.inbox(visitor, whole=False)
        said = chat_words.of(visitor.language)
        answer = answers.anew(answers.waits(inbox, said))
        await telling.respond(visitor.door, list_at, answer)


# ---- modals


def carried(view: View) -> Token | None:
    """What its modal was about. None: it is none of ours."""
    return token_in(view.private_metadata.partition(" ")[0])


async def submit(visitor: Visitor, view: View, token: Token) -> JsonObject:
    """What is to become of the modal; behind it all is shown anew, once nobody waits for that."""
    answer = await _answer(visitor, view, token)
    if answer.get("response_action") != "errors":
        at_home = view.callback_id == FROM_HOME
        _, _, list_at = view.private_metadata.partition(" ")
        telling.aside(visitor.door, _anew(visitor, at_home=at_home, list_at=list_at))
    return answer


async def _answer(visitor: Visitor, view: View, token: Token) -> JsonObject:
    asked = await look(visitor, token)
    if asked is None:
        return _note(visitor, visitor.say("not-asked"))
    decision = asked.decision(token.decision)
    why = asked.refusal() or (visitor.say("changed") if decision is None else None)
    if decision is None or why is not None:
        return _note(visitor, why or "", asked.way)
    fields = asked.fields(decision)
    if fields is None:
        return _note(visitor, visitor.say("portal-form"), asked.way)
    return await _submitted(asked, view, decision, fields)


async def _submitted(
    asked: Asked, view: View, decision: Decision, fields: list[Field]
) -> JsonObject:
    visitor = asked.visitor
    sent = modal.read(view.state.get("values"), fields)
    try:
        given = Given(decision, sent.comment, filled(fields, sent.fields))
    except UnreadableError as fault:
        return modal.faults({str(fault): visitor.say("unreadable")}, fields)
    try:
        said, key = _act(visitor, asked.token, given), _key(f"{view.id}/{_digest(sent)}")
        answered = await service.act(
            visitor.door.services, visitor.actor, asked.token.approval, acts.DECIDE, said, key
        )
    except ApiError as refused:
        return await _refused(asked, given, fields, refused)
    if answered.answer is None:
        return _note(visitor, visitor.say("recorded", decision=decision.label), asked.way)
    return NOTHING


async def _refused(
    asked: Asked, given: Given, fields: list[Field], refused: ApiError
) -> JsonObject:
    """What can be corrected is said at its place, all else in place of the modal."""
    why = await _why(asked, given, refused)
    has_comment = given.decision.comment != "none"
    if refused.code in OF_COMMENT and has_comment:
        return modal.faults({"": why}, [])
    if refused.code == OF_FIELDS and fields:
        title = next((one.title for one in fields if one.name in refused.detail), fields[0].title)
        return modal.faults({title: str(refused.detail)}, fields)
    return _note(asked.visitor, why, asked.way)


def _note(visitor: Visitor, text: str, way: Way | None = None) -> JsonObject:
    said = chat_words.of(visitor.language)
    return answers.instead(answers.note("Baton", text, said, way))


def _digest(sent: Filled) -> str:
    """Of who sends the same twice, one counts; what was refused may be corrected."""
    whole: list[Json] = [sent.comment, {**sent.fields}]
    return sha256(encode(whole)).hexdigest()
