"""A call of the Web API from the wire to its method: form, token, rate, arguments, scopes.

https://docs.slack.dev/apis/web-api (content types, where the token stands, common errors).
Never: leniency with an argument that the method's page doesn't have; it is `invalid_arg_name`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.standins.shapes import Json
from tests.standins.slack.rates import SPECIAL
from tests.standins.slack.refusals import RefusedError, TooManyError
from tests.standins.slack.state import Slack
from tests.standins.slack.tokens import Token, TokenKind
from tests.standins.slack.workspace import Workspace

FORM = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"
# Arguments that are JSON in a form: the methods' pages call them "as a JSON-based array/object".
_AS_JSON = frozenset({"blocks", "attachments", "metadata", "view", "files"})
_AS_BOOLEAN = frozenset(
    {
        "mrkdwn", "link_names", "unfurl_links", "unfurl_media", "reply_broadcast", "as_user",
        "return_im", "include_locale", "include_num_members", "exclude_archived", "test",
        "prevent_creation", "include_all_metadata", "inclusive",
    }
)  # fmt: skip
_AS_NUMBER = frozenset({"limit", "length"})


@dataclass
class Incoming:
    """As it came."""

    verb: str
    content_type: str
    authorization: str
    query: str
    body: bytes


@dataclass
class Call:
    slack: Slack
    token: Token
    given: Json
    warnings: list[str] = field(default_factory=list[str])

    @property
    def workspace(self) -> Workspace:
        return self.slack.workspaces[self.token.team]

    def needs(self, *scopes: str) -> None:
        """One of them at least: https://docs.slack.dev/reference/scopes (missing_scope)."""
        if not set(scopes) & set(self.token.scopes):
            raise RefusedError(
                "missing_scope", needed=",".join(scopes), provided=",".join(self.token.scopes)
            )


@dataclass(frozen=True)
class Method:
    """One page of https://docs.slack.dev/reference/methods"""

    name: str
    does: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    """All are needed; where it depends on the channel, the method looks itself."""
    per_minute: int = SPECIAL
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    json: bool = True
    """Takes JSON; methods that read take forms and queries only."""
    token: TokenKind = "bot"
    per_channel: bool = False


def _parsed(name: str, text: str) -> Any:
    if name in _AS_JSON:
        try:
            return json.loads(text)
        except ValueError:
            error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
            raise RefusedError(error, f"[ERROR] invalid JSON [json-pointer:/{name}]") from None
    if name in _AS_BOOLEAN:
        if text.lower() not in {"true", "false", "1", "0"}:
            raise RefusedError(
                "invalid_arguments", f"[ERROR] must be a boolean [json-pointer:/{name}]"
            )
        return text.lower() in {"true", "1"}
    if name in _AS_NUMBER:
        if not text.isdecimal():
            raise RefusedError("invalid_limit" if name == "limit" else "invalid_arguments")
        return int(text)
    return text


def arguments(incoming: Incoming, method: Method, warnings: list[str]) -> Json:
    given: Json = {
        name: _parsed(name, text)
        for name, text in parse_qsl(incoming.query, keep_blank_values=True)
    }
    if incoming.verb == "GET" or not (incoming.body or incoming.content_type):
        return given
    kind, _, rest = incoming.content_type.partition(";")
    kind = kind.strip().lower()
    if kind == JSON_TYPE:
        if "charset" not in rest:
            warnings.append("missing_charset")
        return {**given, **_json(incoming.body, method)}
    if not kind:
        raise RefusedError("missing_post_type")
    if kind != FORM:
        raise RefusedError("invalid_post_type")
    try:
        text = incoming.body.decode()
    except UnicodeDecodeError:
        raise RefusedError("invalid_charset") from None
    form = {name: _parsed(name, value) for name, value in parse_qsl(text, keep_blank_values=True)}
    return {**given, **form}


def _json(body: bytes, method: Method) -> Json:
    if not method.json:
        raise RefusedError("invalid_post_type")
    try:
        found: Any = json.loads(body)
    except ValueError:
        raise RefusedError("invalid_json") from None
    if not isinstance(found, dict):
        raise RefusedError("json_not_object")
    given: Json = found
    if "token" in given:
        # https://docs.slack.dev/apis/web-api: with JSON, the token is in the header.
        raise RefusedError("not_authed")
    for name in _AS_JSON & set(given):
        if isinstance(given[name], str):
            given[name] = _parsed(name, given[name])
    return {name: value for name, value in given.items() if value is not None}


def _bearer(incoming: Incoming, given: Json) -> str | None:
    scheme, _, value = incoming.authorization.partition(" ")
    in_arguments = given.pop("token", None)
    if scheme.lower() == "bearer":
        return value
    return in_arguments if isinstance(in_arguments, str) else None


def answer(slack: Slack, method: Method, incoming: Incoming) -> tuple[Json, Call | None]:
    """What the method says, or RefusedError."""
    warnings: list[str] = []
    given = arguments(incoming, method, warnings)
    token = slack.tokens.known(_bearer(incoming, given))
    if token.kind != method.token:
        raise RefusedError("not_allowed_token_type")
    call = Call(slack, token, given, warnings)
    if token.kind != "app" and call.workspace.people[token.user].deleted:
        raise RefusedError("account_inactive")
    channel = str(given.get("channel")) if method.per_channel else None
    wait = slack.rates.wait(token.team, method.name, method.per_minute, channel)
    if wait is not None:
        raise TooManyError(wait)
    for scope in method.scopes:
        call.needs(scope)
    for name in given:
        if name not in (*method.needs, *method.takes):
            raise RefusedError("invalid_arg_name", f"[ERROR] unknown argument: {name}")
    missing = [name for name in method.needs if given.get(name) in (None, "")]
    if missing:
        lines = [f"[ERROR] missing required field: {name}" for name in missing]
        raise RefusedError("invalid_arguments", *lines)
    found: Json = {"ok": True, **method.does(call)}
    if call.warnings:
        found["warning"] = ",".join(call.warnings)
        found.setdefault("response_metadata", {})["warnings"] = call.warnings
    return found, call
