"""Calendars and mails of Outlook for processes."""

from __future__ import annotations

import pytest

from activities.functions.outlook import MOST_BYTES, Outlook
from definitions.errors import ProblemError, is_outcome_unknown
from tests.standins.graph.server import RefusedError as Refusal

BOX = "office@corp.example"
EVENT = {
    "mailbox": BOX,
    "subject": "First day",
    "start": "2026-11-23T09:00:00",
    "end": "2026-11-23T10:00:00",
    "timeZone": "Europe/Berlin",
    "body": "Come **in**",
    "attendees": ["ada@corp.example"],
    "location": "Room 1",
    "teamsMeeting": True,
}
DAY = {"mailbox": BOX, "from": "2026-11-23T00:00", "to": "2026-11-24T00:00+01:00"}
MAIL = {"mailbox": BOX, "to": ["a@shop.example"], "cc": ["b@shop.example"], "subject": "Order"}


@pytest.fixture
async def outlook(vendors):
    await vendors.installs_teams(placed=False)
    vendors.graph.hires(BOX)
    return Outlook(vendors.apps)


@pytest.fixture
def box(vendors):
    return vendors.graph.hires(BOX)


def kind_of(raised) -> tuple[str, int, str]:
    problem = raised.value.problem
    return problem.type.rpartition("/")[2], problem.status, problem.detail


class TestEvents:
    async def test_made_once_for_a_call(self, outlook, vendors, box):
        made = [await outlook.event(EVENT, vendors.caller()) for _ in range(2)]
        assert made[0] == made[1]
        assert made[0]["meeting"]
        [event] = box.events
        assert event["start"]["dateTime"] == "2026-11-23T08:00:00"
        assert "<strong>in</strong>" in event["body"]["content"]
        await outlook.event(EVENT, vendors.caller("another"))
        assert len(box.events) == 2

    async def test_listed_in_utc(self, outlook, vendors):
        await outlook.event(EVENT, vendors.caller())
        found = await outlook.events(DAY, vendors.caller())
        [one] = found["events"]
        assert (one["start"], one["attendees"]) == ("2026-11-23T08:00:00Z", ["ada@corp.example"])
        assert found["more"] is False

    @pytest.mark.parametrize(
        "wrong",
        [{"timeZone": "Nowhere/Else"}, {"timeZone": "../etc"}, {"start": "2026-13-40T00:00"},
         {"end": "2026-11-23T09:00:00"}],
        ids=["zone", "no zone", "moment", "span"],
    )  # fmt: skip
    async def test_moments_that_are_none(self, outlook, vendors, wrong):
        with pytest.raises(ProblemError) as raised:
            await outlook.event({**EVENT, **wrong}, vendors.caller())
        assert kind_of(raised)[0] == "validation"


class TestMail:
    async def test_with_files_of_the_run(self, outlook, vendors, box):
        vendors.files.known["a"] = b"one"
        done = await outlook.mail({**MAIL, "attachments": ["a", "a"]}, vendors.caller())
        assert done == {"recipients": 2}
        [sent] = box.sent
        assert [one["name"] for one in sent["attachments"]] == ["a.txt"]

    async def test_no_more_than_fits(self, outlook, vendors, box):
        vendors.files.known["a"] = b"x" * (MOST_BYTES + 1)
        with pytest.raises(ProblemError) as raised:
            await outlook.mail({**MAIL, "attachments": ["a"]}, vendors.caller())
        assert "takes 3 MB" in kind_of(raised)[2]
        vendors.files.known["a"] = b"x" * MOST_BYTES
        await outlook.mail({**MAIL, "attachments": ["a"]}, vendors.caller())
        assert len(box.sent) == 1

    async def test_silence_is_unknown(self, outlook, vendors):
        vendors.graph.silent = 1
        with pytest.raises(ProblemError) as raised:
            await outlook.mail(MAIL, vendors.caller())
        assert is_outcome_unknown(raised.value.problem.type)


class TestRefusals:
    @pytest.mark.parametrize(
        ("does", "given", "needed"),
        [
            ("event", EVENT, "Calendars.ReadWrite"),
            ("events", DAY, "Calendars.Read"),
            ("mail", MAIL, "Mail.Send"),
        ],
    )
    async def test_the_permission_is_named(self, outlook, vendors, does, given, needed):
        vendors.graph.granted.clear()
        with pytest.raises(ProblemError) as raised:
            await getattr(outlook, does)(given, vendors.caller())
        assert kind_of(raised)[:2] == ("authorization", 403)
        assert f"An administrator has to grant {needed}:" in kind_of(raised)[2]
        assert "own words" not in kind_of(raised)[2]

    async def test_no_mailbox(self, outlook, vendors):
        with pytest.raises(ProblemError) as raised:
            await outlook.mail({**MAIL, "mailbox": "no@corp.example"}, vendors.caller())
        assert kind_of(raised)[0] == "configuration"

    async def test_keys_that_are_good_no_more(self, outlook, vendors):
        await vendors.installs_teams(placed=False, secret="another")
        with pytest.raises(ProblemError) as raised:
            await outlook.mail(MAIL, vendors.caller())
        assert kind_of(raised)[0] == "configuration"

    async def test_rests(self, outlook, vendors, rests):
        vendors.graph.failing += [Refusal(429, "TooManyRequests", 5)] * 2
        await outlook.mail(MAIL, vendors.caller())
        assert rests == [5.0, 5.0]
        vendors.graph.failing.append(Refusal(429, "TooManyRequests", 300))
        with pytest.raises(ProblemError) as raised:
            await outlook.mail(MAIL, vendors.caller())
        assert kind_of(raised)[1] == 429

    async def test_no_app(self, vendors):
        with pytest.raises(ProblemError, match="no app of Teams"):
            await Outlook(vendors.apps).mail(MAIL, vendors.caller())
        with pytest.raises(ProblemError):
            await Outlook(None).mail(MAIL, vendors.caller())
