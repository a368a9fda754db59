"""How Slack is asked, against a server as strict: each refusal told apart, no token in an error."""

from __future__ import annotations

import aiohttp
import msgspec
import pytest

from channels.refusals import ScopeError, UnsentError
from channels.slack import asking
from channels.slack.asking import Answer, asked, known
from channels.vendor import AwayError, LimitedError, RefusedError
from tests.standins.slack.refusals import RefusedError as Refusal
from tests.standins.slack.refusals import TooManyError
from tests.standins.slack.server import slack_standing_in

TOKEN = "xoxb-very-secret"


class Bot(Answer, frozen=True):
    user_id: str


class Otherwise(Answer, frozen=True):
    user_id: int


@pytest.fixture
async def slack():
    async with slack_standing_in() as made:
        yield made.slack


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as made:
        yield made


@pytest.fixture
def web(slack, session):
    return asking.web(slack.installed().value, slack.base_url, session)


async def refused(web, method="auth.test", shape=Bot):
    with pytest.raises((AwayError, RefusedError)) as raised:
        await asked(web, method, shape, data={})
    return raised.value


async def test_an_answer_is_read(slack, web):
    assert (await asked(web, "auth.test", Bot, data={})).user_id == slack.workspace.bot_user


async def test_too_much_at_once_says_how_long_to_rest(slack, web):
    slack.failing += [TooManyError(7), TooManyError(90_000)]
    for seconds in (7, 3_600):
        limited = await refused(web)
        assert isinstance(limited, LimitedError)
        assert limited.seconds == seconds


@pytest.mark.parametrize("failing", [503, Refusal("internal_error"), Refusal("fatal_error")])
async def test_what_may_have_been_done(slack, web, failing):
    slack.failing.append(failing)
    assert type(await refused(web)) is AwayError


@pytest.mark.parametrize(
    ("code", "lost"),
    [
        ("token_revoked", "place"),
        ("token_expired", "tokens"),
        ("user_not_found", "person"),
        ("is_archived", "conversation"),
        ("message_not_found", "message"),
        ("invalid_blocks", None),
    ],
)
async def test_what_is_not_there_any_more(slack, web, code, lost):
    slack.failing.append(Refusal(code))
    error = await refused(web)
    assert isinstance(error, RefusedError)
    assert (error.code, error.lost) == (code, lost)


async def test_a_scope_that_is_missing_is_named(slack, session):
    web = asking.web(slack.installed(None, "chat:write").value, slack.base_url, session)
    error = await refused(web, "conversations.list", Answer)
    assert isinstance(error, ScopeError)
    assert "channels:read" in error.needed


async def test_a_text_in_place_of_a_code_goes_no_further(slack, web):
    slack.failing.append(Refusal("<b>Call 555 now</b>"))
    error = await refused(web)
    assert isinstance(error, RefusedError)
    assert error.code == "unknown"


async def test_an_answer_that_is_otherwise(web):
    assert "auth.test" in str(await refused(web, shape=Otherwise))


async def test_nobody_there(session):
    error = await refused(asking.web(TOKEN, "http://127.0.0.1:9/api/", session))
    assert isinstance(error, UnsentError)
    assert TOKEN not in str(error)


def test_what_is_not_known_is_not_said():
    assert known("ts", None) == {}
    assert known("ts", "1.2") == {"ts": "1.2"}


def test_what_else_an_answer_has_is_not_read():
    assert msgspec.convert({"ok": True, "new": 1}, Answer) == Answer()
