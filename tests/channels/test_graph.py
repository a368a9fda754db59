"""What is asked of Microsoft Graph, against a server as strict."""

from __future__ import annotations

import base64
import uuid

import pytest

from channels.graph import SCOPE, Attached, Graph, NewEvent, NewMail
from channels.refusals import ScopeError, UnsentError
from channels.teams.login import Client, Login
from channels.vendor import AwayError, LimitedError, RefusedError
from tests.standins.graph.server import RefusedError as Refusal
from tests.standins.graph.server import graph_standing_in
from tests.standins.teams.login import Door
from tests.standins.teams.server import APP, SECRET, teams_standing_in

BOX = "office@corp.example"
EVENT = NewEvent(
    subject="First day",
    html="<p>Come <b>in</b></p>",
    start="2026-11-23T08:00:00",
    end="2026-11-23T09:00:00",
    attendees=("ada@corp.example",),
    location="Room 1",
    online=True,
)
MAIL = NewMail(
    subject="Order",
    html="<p>One</p>",
    to=("a@shop.example",),
    copies=("b@shop.example",),
    files=(Attached(name="a.txt", media_type="text/plain", base64="YQ=="),),
)


@pytest.fixture
async def teams():
    async with teams_standing_in() as made:
        yield made


@pytest.fixture
async def there(teams):
    async with graph_standing_in(teams.login) as made:
        made.hires(BOX)
        yield made


@pytest.fixture
async def graph(teams, there):
    made = Graph(Login(Door(teams.url), SCOPE), there.url)
    yield made
    await made.close()


@pytest.fixture
def client(teams):
    return Client(APP, SECRET, teams.tenant.id)


class TestEvents:
    async def test_made_once_under_one_id(self, graph, there, client):
        call = str(uuid.uuid4())
        made = [await graph.make_event(client, BOX, EVENT, call) for _ in range(2)]
        assert made[0] == made[1]
        assert made[0].meeting.startswith("https://teams.microsoft.com/")
        [event] = there.mailboxes[BOX].events
        assert event["transactionId"] == call
        assert event["start"] == {"dateTime": "2026-11-23T08:00:00", "timeZone": "UTC"}
        assert there.asked[0].headers["client-request-id"] == call
        await graph.make_event(client, BOX, EVENT, str(uuid.uuid4()))
        assert len(there.mailboxes[BOX].events) == 2

    async def test_listed(self, graph, client):
        for _ in range(3):
            await graph.make_event(client, BOX, EVENT, str(uuid.uuid4()))
        span = ("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z")
        found = await graph.events(client, BOX, *span, 2)
        assert [one.subject for one in found.value] == ["First day"] * 2
        assert found.more
        assert found.value[0].attendees[0].email_address.address == "ada@corp.example"
        none = await graph.events(client, BOX, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z", 5)
        assert (none.value, none.more) == ([], None)


class TestMail:
    async def test_sent_with_its_files(self, graph, there, client):
        await graph.send_mail(client, BOX, MAIL, str(uuid.uuid4()))
        [sent] = there.mailboxes[BOX].sent
        assert sent["subject"] == "Order"
        assert base64.b64decode(sent["attachments"][0]["contentBytes"]) == b"a"


class TestRefusals:
    async def test_a_permission_is_named(self, graph, there, client):
        there.granted.clear()
        for asks, needed in (
            (graph.make_event(client, BOX, EVENT, "1"), "Calendars.ReadWrite"),
            (graph.events(client, BOX, "2026-11-23T0", "2026-11-23T1", 1), "Calendars.Read"),
            (graph.send_mail(client, BOX, MAIL, "1"), "Mail.Send"),
        ):
            with pytest.raises(ScopeError) as raised:
                await asks
            assert raised.value.needed == needed

    async def test_no_such_mailbox(self, graph, client):
        with pytest.raises(RefusedError) as raised:
            await graph.send_mail(client, "nobody@corp.example", MAIL, "1")
        assert (raised.value.code, raised.value.lost) == ("ErrorInvalidUser", "person")

    async def test_too_much(self, graph, there, client):
        there.failing.append(Refusal(429, "ApplicationThrottled", 7))
        with pytest.raises(LimitedError) as raised:
            await graph.send_mail(client, BOX, MAIL, "1")
        assert raised.value.seconds == 7

    async def test_silence(self, graph, there, client):
        there.silent = 1
        with pytest.raises(AwayError) as raised:
            await graph.send_mail(client, BOX, MAIL, "1")
        assert not isinstance(raised.value, UnsentError)

    async def test_nobody_there(self, teams, client):
        graph = Graph(Login(Door(teams.url), SCOPE), "http://127.0.0.1:9")
        with pytest.raises(UnsentError):
            await graph.send_mail(client, BOX, MAIL, "1")
        await graph.close()

    async def test_a_token_that_is_taken_no_more_is_asked_for_anew(
        self, graph, there, client, teams
    ):
        await graph.send_mail(client, BOX, MAIL, "1")
        teams.login.issued.clear()
        await graph.send_mail(client, BOX, MAIL, "2")
        assert len(there.mailboxes[BOX].sent) == 2

    async def test_another_secret(self, graph, client):
        wrong = Client(client.id, "no secret", client.tenant)
        with pytest.raises(RefusedError) as raised:
            await graph.send_mail(wrong, BOX, MAIL, "1")
        assert raised.value.lost == "place"
        assert "no secret" not in str(raised.value)
