"""Slack for processes: posted once, refused in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from activities.functions.slack import MOST_BYTES, Slack
from definitions.errors import ProblemError, is_outcome_unknown, same_type
from store import chat_people, people
from tests.standins.slack.refusals import RefusedError as Refusal
from tests.standins.slack.refusals import TooManyError


@pytest.fixture
async def slack(vendors):
    await vendors.installs_slack()
    return Slack(vendors.apps)


@pytest.fixture
def there(vendors):
    return vendors.slack.slack.workspace


@pytest.fixture
def channel(there):
    return there.founds("purchases")


def kind_of(raised) -> tuple[str, int, str]:
    problem = raised.value.problem
    return problem.type.rpartition("/")[2], problem.status, problem.detail


class TestPost:
    async def test_into_a_channel_by_name_and_id(self, slack, vendors, there, channel):
        given = {
            "to": "#purchases",
            "text": "It **comes**",
            "title": "Laptop",
            "fields": [{"name": "Price", "value": "1200"}],
            "links": [{"text": "Look", "url": "https://x.example"}],
        }
        done = await slack.post(given, vendors.caller())
        assert done["channel"] == channel.id
        assert done["link"].startswith("https://corp.slack.com/")
        under = {"to": channel.id, "text": "More", "thread": done["ts"]}
        await slack.post(under, vendors.caller("k2"))
        assert [one.thread_ts for one in there.messages] == [None, done["ts"]]

    async def test_to_a_person_by_email_or_account(self, slack, vendors, there):
        ada = there.hires("ada")
        for to in (ada.email, ada.id):
            done = await slack.post({"to": to, "text": "Hello"}, vendors.caller(to))
            assert done["channel"] == there.direct(ada.id).id

    async def test_who_is_matched_is_not_asked_for(self, slack, vendors, there):
        mona = await vendors.office.person("Mona")
        account = there.hires("other").id
        place = await vendors.installs_slack()
        async with vendors.office.database.tenant(vendors.office.tenant) as session:
            await chat_people.match(session, place, account, mona.id)
        done = await slack.post({"to": mona.id, "text": "Hello"}, vendors.caller())
        assert done["channel"] == there.direct(account).id

    async def test_who_has_left_is_not_written_to(self, slack, vendors, there):
        there.hires("ada", "ada@corp.example")
        async with vendors.office.database.tenant(vendors.office.tenant) as session:
            row = await people.add(session, "ada@corp.example", "Ada", ["member"])
            await people.change(session, row.id, {"disabled_at": datetime.now(UTC)})
        with pytest.raises(ProblemError) as raised:
            await slack.post({"to": "ada@corp.example", "text": "x"}, vendors.caller())
        assert kind_of(raised)[0] == "configuration"

    @pytest.mark.parametrize("to", ["nobody@x.example", "#nowhere", "C0NOWHERE1", "U0NOBODY1"])
    async def test_nobody(self, slack, vendors, to):
        with pytest.raises(ProblemError) as raised:
            await slack.post({"to": to, "text": "x"}, vendors.caller())
        assert kind_of(raised)[:2] == ("configuration", 400)

    async def test_a_channel_without_the_app(self, slack, vendors, there):
        there.founds("board", bot=False)
        with pytest.raises(ProblemError) as raised:
            await slack.post({"to": "#board", "text": "x"}, vendors.caller())
        assert "/invite" in kind_of(raised)[2]


class TestOnce:
    async def test_one_that_was_posted_is_found(self, slack, vendors, there, channel):
        given = {"to": channel.id, "text": "Hello"}
        first = await slack.post(given, vendors.caller())
        assert await slack.post(given, vendors.caller(again=True)) == first
        assert len(there.messages) == 1

    async def test_one_that_was_not_is_posted(self, slack, vendors, there, channel):
        await slack.post({"to": channel.id, "text": "Hello"}, vendors.caller(again=True))
        assert len(there.messages) == 1

    async def test_silence_is_unknown(self, slack, vendors, channel):
        vendors.slack.slack.failing.append(503)
        with pytest.raises(ProblemError) as raised:
            await slack.post({"to": channel.id, "text": "Hello"}, vendors.caller())
        assert is_outcome_unknown(raised.value.problem.type)

    async def test_unknown_without_the_scope_to_look(self, vendors, channel):
        await vendors.installs_slack("chat:write")
        with pytest.raises(ProblemError) as raised:
            await Slack(vendors.apps).post(
                {"to": channel.id, "text": "x"}, vendors.caller(again=True)
            )
        assert is_outcome_unknown(raised.value.problem.type)
        assert "channels:history" in kind_of(raised)[2]

    async def test_a_rest_is_taken(self, slack, vendors, there, channel, rests):
        vendors.slack.slack.failing.append(TooManyError(3))
        await slack.post({"to": channel.id, "text": "Hello"}, vendors.caller())
        assert (len(there.messages), rests) == (1, [3.0])

    async def test_a_long_one_is_said(self, slack, vendors, channel, rests):
        vendors.slack.slack.failing.append(TooManyError(60))
        with pytest.raises(ProblemError) as raised:
            await slack.post({"to": channel.id, "text": "Hello"}, vendors.caller())
        assert kind_of(raised)[:2] == ("communication", 429)
        assert "60 s" in kind_of(raised)[2]
        assert rests == []


class TestUpdate:
    async def test_shown_anew(self, slack, vendors, there, channel):
        done = await slack.post({"to": channel.id, "text": "Hello"}, vendors.caller())
        where = {"channel": done["channel"], "ts": done["ts"]}
        assert await slack.update({**where, "text": "Bye"}, vendors.caller()) == done
        assert there.messages[0].text == "Bye"

    async def test_no_such_message(self, slack, vendors, channel):
        given = {"channel": channel.id, "ts": "1.1", "text": "Bye"}
        with pytest.raises(ProblemError) as raised:
            await slack.update(given, vendors.caller())
        assert kind_of(raised)[0] == "validation"


class TestUpload:
    async def test_files_of_the_run(self, slack, vendors, there, channel):
        vendors.files.known |= {"a": b"one", "b": b"two"}
        done = await slack.upload(
            {"to": "#purchases", "files": ["a", "b", "a"], "comment": "Look"}, vendors.caller()
        )
        assert [one["name"] for one in done["files"]] == ["a.txt", "b.txt"]
        assert [one.content for one in there.files.values()] == [b"one", b"two"]
        assert len(there.messages) == 1

    async def test_a_text(self, slack, vendors, there, channel):
        given = {"to": channel.id, "content": "a,b", "name": "x.csv"}
        done = await slack.upload(given, vendors.caller())
        assert done["files"][0]["name"] == "x.csv"
        assert done["files"][0]["link"]

    @pytest.mark.parametrize(
        "given",
        [{}, {"content": "x", "files": ["a"]}, {"files": ["large"]}, {"files": ["empty"]}],
        ids=["nothing", "both", "too large", "empty"],
    )
    async def test_refused(self, slack, vendors, channel, given):
        vendors.files.known |= {"a": b"x", "large": b"x" * (MOST_BYTES + 1), "empty": b""}
        with pytest.raises(ProblemError) as raised:
            await slack.upload({"to": channel.id, **given}, vendors.caller())
        assert kind_of(raised)[0] == "validation"

    async def test_bytes_that_are_lost_are_nobodys(self, slack, vendors, channel):
        vendors.slack.slack.failing.append(503)
        with pytest.raises(ProblemError) as raised:
            await slack.upload({"to": channel.id, "content": "x"}, vendors.caller())
        assert same_type(raised.value.problem.type, "communication")


class TestLookup:
    async def test_people_and_channels(self, slack, vendors, there, channel):
        ada = there.hires("ada")
        found = await slack.lookup({"email": ada.email}, vendors.caller())
        assert (found["found"], found["id"]) == (True, ada.id)
        found = await slack.lookup({"channel": "#purchases"}, vendors.caller())
        assert found == {"found": True, "id": channel.id, "name": "purchases"}
        none = {"found": False, "id": None, "name": None}
        assert await slack.lookup({"email": "no@x.example"}, vendors.caller()) == none
        assert await slack.lookup({"channel": "nowhere"}, vendors.caller()) == none

    async def test_neither(self, slack, vendors):
        with pytest.raises(ProblemError):
            await slack.lookup({}, vendors.caller())

    async def test_a_missing_permission_is_named(self, vendors):
        await vendors.installs_slack("chat:write")
        with pytest.raises(ProblemError) as raised:
            await Slack(vendors.apps).lookup({"email": "a@x.example"}, vendors.caller())
        assert kind_of(raised)[:2] == ("authorization", 403)
        assert "users:read.email" in kind_of(raised)[2]


class TestRefusals:
    @pytest.mark.parametrize(
        ("code", "kind"),
        [
            ("is_archived", "configuration"),
            ("invalid_blocks", "validation"),
            ("restricted_action", "authorization"),
            ("token_revoked", "configuration"),
            ("something_new", "communication"),
        ],
    )
    async def test_in_words(self, slack, vendors, channel, code, kind):
        vendors.slack.slack.failing.append(Refusal(code))
        with pytest.raises(ProblemError) as raised:
            await slack.post({"to": channel.id, "text": "x"}, vendors.caller())
        assert kind_of(raised)[0] == kind
        assert "xox" not in kind_of(raised)[2]

    async def test_outside_of_a_worker(self, vendors):
        with pytest.raises(ProblemError):
            await Slack(None).post({"to": "#x", "text": "x"}, vendors.caller())


async def test_a_token_that_ends_is_renewed_once(vendors, channel):
    soon = datetime.now(UTC) + timedelta(minutes=1)
    await vendors.installs_slack(until=soon)
    slack = Slack(vendors.apps)
    for key in ("a", "b"):
        await slack.post({"to": channel.id, "text": "x"}, vendors.caller(key))
    assert len(vendors.slack.slack.calls("oauth.v2.access")) == 1
