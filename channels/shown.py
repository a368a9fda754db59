"""How an approval is shown to people, by whichever door: facts, corrections, how it stands.

Never: a word outside words.py, or markup; what people wrote is passed on as they wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from channels import words
from definitions import approvals, moments
from definitions.values import Json, JsonObject, encode

LONGEST_VALUE = 200
MOST_VOTES = 10
_NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads it, and how they read."""

    person: str
    language: str
    zone: str

    @property
    def words(self) -> Mapping[str, str]:
        return words.of(self.language)

    def moment(self, at: datetime) -> str:
        return moments.in_words(at, self.language, self.zone)

    def moment_of(self, milliseconds: Json) -> str:
        """Of a time in the body of an approval."""
        if not isinstance(milliseconds, int):
            return ""
        return self.moment(datetime.fromtimestamp(milliseconds / 1000, UTC))


def facts(
    body: JsonObject, process: str | None, due: datetime | None, reader: Reader
) -> list[tuple[str, str]]:
    """Who asks, by which process, at which stage, until when: names and values."""
    said = reader.words
    found: list[tuple[str, str]] = []
    requester = name_of(body.get("requester"))
    if requester:
        found.append((said["from"], requester))
    if process is not None:
        found.append((said["process"], process))
    stage = body.get("stage")
    if isinstance(stage, dict) and (stage.get("of") != 1 or stage.get("title")):
        number = said["stage-of"].format(number=stage.get("number"), of=stage.get("of"))
        title = stage.get("title")
        found.append((said["stage"], f"{number} · {title}" if title else number))
    if due is not None:
        found.append((said["due"], reader.moment(due)))
    return found


# ---- corrections


def changes(body: JsonObject, language: str, files: Mapping[str, str] = _NO_NAMES) -> list[str]:
    """What was corrected, a line each. `files`: names by id, since an id is no word for people."""
    said = words.of(language)
    return [_change(said, one, files) for one in objects(body.get("changes"))]


def _change(said: Mapping[str, str], one: JsonObject, files: Mapping[str, str]) -> str:
    sides = {name: _value(said, _named(one.get(name), files)) for name in ("before", "after")}
    return said["was"].format(field=one.get("field"), **sides)


def _named(value: Json, files: Mapping[str, str]) -> Json:
    if isinstance(value, list):
        return [_named(one, files) for one in value]
    return files.get(value, value) if isinstance(value, str) else value


def _value(said: Mapping[str, str], value: Json) -> str:
    if value is None or value == "":
        return said["empty"]
    shown = value if isinstance(value, str) else encode(value).decode()
    return cut(shown)


def cut(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"


# ---- decisions


def label(decision: JsonObject, language: str) -> str:
    """As its author has named it; what nobody has named, in the language of the reader."""
    name, given = str(decision.get("name", "")), str(decision.get("label") or "")
    if words.USUAL_LABELS.get(name) == given:
        return words.of(language)[name]
    return given or name


def label_of(body: JsonObject, name: str, language: str) -> str:
    """Of the decision of this name."""
    for one in objects(body.get("decisions")):
        if one.get("name") == name:
            return label(one, language)
    return name


# ---- how it stands


def ended(status: str, body: JsonObject, reader: Reader) -> str:
    """Who has ended it, how and when; also who has sent it back. Empty: it is still asked."""
    said, entry = reader.words, last(body)
    by, at = name_of(entry.get("by")), reader.moment_of(entry.get("at"))
    who = by or said["somebody"]
    match status:
        case approvals.DECIDED:
            decision = label_of(body, str(body.get("decision")), reader.language)
            word = "stands-decided-by" if by and at else "stands-decided"
            return said[word].format(who=who, at=at, decision=decision) + _each(body, reader)
        case approvals.WITHDRAWN:
            return said["stands-withdrawn"].format(who=who, at=at)
        case approvals.RETURNED:
            return said["stands-returned"].format(who=who, at=at)
        case approvals.CLOSED:
            return said["stands-closed"]
        case _:
            return ""


def _each(body: JsonObject, reader: Reader) -> str:
    """Who has answered what, where several have: whoever came last did not decide it alone."""
    votes = objects(body.get("votes"))
    if len(votes) <= 1:
        return ""
    told = [
        f"{name_of(one.get('by')) or reader.words['somebody']}:"
        f" {label_of(body, str(one.get('decision')), reader.language)}"
        for one in votes[:MOST_VOTES]
    ]
    more = " …" if len(votes) > MOST_VOTES else ""
    return " " + reader.words["stands-votes"].format(votes="; ".join(told)) + more


def answered(body: JsonObject, asked: str, reader: Reader) -> list[str]:
    """That this person, or whoever stands in for them, has answered; others are still asked."""
    said = reader.words
    votes = [one for one in objects(body.get("votes")) if id_of(one.get("who")) == asked]
    if not votes:
        return [said["stands-answered-plain"], said["stands-waits"]]
    vote = votes[-1]
    mine = id_of(vote.get("by")) == reader.person
    told = said["stands-answered-you" if mine else "stands-answered"].format(
        who=name_of(vote.get("by")) or said["somebody"],
        decision=label_of(body, str(vote.get("decision")), reader.language),
        at=reader.moment_of(vote.get("at")),
    )
    return [told, said["stands-waits"]]


# ---- what a body is made of


def objects(value: Json) -> list[JsonObject]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def last(body: JsonObject) -> JsonObject:
    """What has happened last."""
    history = objects(body.get("history"))
    return history[-1] if history else {}


def name_of(who: Json) -> str | None:
    return str(who["name"]) if isinstance(who, dict) and "name" in who else None


def id_of(who: Json) -> str | None:
    return str(who["id"]) if isinstance(who, dict) and "id" in who else None
