"""Who is meant by the approvers of a process; pure, and with a run of the tenant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from definitions.approvals import Who, WhoIsMeant
from store import approvers, people
from store.approvers import EPOCH, Directory
from store.groups import GroupRow, Member
from store.hierarchy import Department
from store.people import PersonRow
from store.runs import StartRun, new_id, start
from store.working_hours import WorkingHours

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)


def row(name, department=None, manager=None, roles=(), *, gone=False, **more):
    address, disabled = f"{name}@a.example", WHEN if gone else None
    known = (name.title(), list(roles), department, manager, None, WHEN, disabled)
    return PersonRow("t", name, address, *known, **more)


PEOPLE = [
    row("ada", "board", roles=["admin"]),
    row("mei", "sales", "ada", ["approver"]),
    row("tom", "sales", "mei", ["approver"]),
    row("zoe", "north", "tom"),
    row("old", "sales", "ada", ["approver"], gone=True),
    row("eve", "north", "old"),
    row("bot", "sales", roles=["approver"], kind="service"),
]
PLACES = [
    Department("board", None, "Board", "ada"),
    Department("sales", "board", "Sales", "mei"),
    Department("north", "sales", "North", None),
    Department("empty", "board", "Empty", None),
]
GROUPS = [GroupRow("g1", "Auditors", "")]
MEMBERS = [Member("g1", "person", "ada"), Member("g1", "department", "north")]


def directory(hours=WorkingHours(None, None), extra=()):  # noqa: B008 (never changed)
    places = {one.id: one for one in PLACES}
    return Directory([*PEOPLE, *extra], places, GROUPS, MEMBERS, hours)


def found(*wanted, by="zoe", requester=None):
    meant = approvers.meant(directory(), WhoIsMeant([*wanted], 0, requester), by)
    return [one.id for one in meant.people], meant


@pytest.fixture(autouse=True)
def plain_ids(monkeypatch):
    """Ids of these tests can be read."""
    monkeypatch.setattr(approvers, "_is_id", bool)


class TestMeant:
    @pytest.mark.parametrize(
        ("wanted", "ids"),
        [
            ("mei@a.example", ["mei"]),
            (" MEI@A.example ", ["mei"]),
            ("mei", ["mei"]),
            ({"person": "mei@a.example"}, ["mei"]),
            ({"id": "mei"}, ["mei"]),
            ({"email": "mei@a.example"}, ["mei"]),
            ({"role": "approver"}, ["mei", "tom"]),
            ({"department": "sales"}, ["eve", "mei", "tom", "zoe"]),
            ({"department": "Sales"}, ["eve", "mei", "tom", "zoe"]),
            ({"group": "Auditors"}, ["ada", "eve", "zoe"]),
            ({"head": "Sales"}, ["mei"]),
            ({"head": "requester"}, ["mei"]),
            ({"manager": 1}, ["tom"]),
            ({"manager": 2}, ["mei"]),
            ({"manager": 3}, ["ada"]),
        ],
        ids=str,
    )
    def test_by_what_they_are(self, wanted, ids):
        assert found(wanted)[0] == ids

    @pytest.mark.parametrize(
        ("wanted", "said"),
        [
            ("nobody@a.example", "no active person nobody@a.example"),
            ("old@a.example", "no active person"),
            ("bot@a.example", "no active person"),
            ({"role": "none"}, "has the role none"),
            ({"department": "Empty"}, "in a department Empty"),
            ({"department": "None"}, "in a department None"),
            ({"group": "None"}, "in a group None"),
            ({"head": "Empty"}, "no department Empty with a head"),
            ({"manager": 4}, "Ada has no manager"),
            ({"manager": "1"}, "names no person"),
            (7, "names no person"),
        ],
        ids=str,
    )
    def test_what_leads_to_nobody_is_said(self, wanted, said):
        ids, meant = found(wanted)
        assert ids == []
        assert said in meant.nobody[0]

    def test_a_manager_who_has_left(self):
        ids, meant = found({"manager": 1}, by="eve")
        assert (ids, meant.nobody) == ([], ["Eve has no manager who is active."])

    def test_each_once_in_the_order_in_which_they_are_named(self):
        assert found("tom", {"role": "approver"}, "tom", {"head": "Board"})[0] == [
            "tom",
            "mei",
            "ada",
        ]

    @pytest.mark.parametrize(
        ("named", "by", "who"),
        [
            (None, "zoe", Who("zoe", "Zoe")),
            (None, None, None),
            (None, "old", None),
            ("tom@a.example", "zoe", Who("tom", "Tom")),
            ({"id": "tom"}, "zoe", Who("tom", "Tom")),
            ({"email": "tom@a.example"}, None, Who("tom", "Tom")),
            ("nobody", "zoe", None),
        ],
        ids=str,
    )
    def test_the_requester(self, named, by, who):
        assert found("mei", by=by, requester=named)[1].requester == who

    def test_without_a_requester_nobody_is_their_manager(self):
        for wanted in ({"manager": 1}, {"head": "requester"}):
            assert "Nobody has asked" in found(wanted, by=None)[1].nobody[0]


class TestReminders:
    def test_when_they_work_next_in_their_zone(self):
        at = (MONDAY - EPOCH).total_seconds() * 1000
        hour = 3_600_000
        whom = WhoIsMeant(["mei", "far"], int(at), None, [0, hour, 2 * hour, 30 * hour])
        far = row("far", time_zone="Asia/Tokyo")  # there it is 17:00
        meant = approvers.meant(directory(extra=[far]), whom, None)
        mei, away = ([int((one - at) // hour) for one in found.reminders] for found in meant.people)
        assert mei == [1, 2, 30]
        assert away == [16, 40]

    def test_the_tenants_hours_where_they_have_none(self):
        hours = WorkingHours("Asia/Riyadh", {"monday": [["12:00", "13:00"]]})
        at = int((MONDAY - EPOCH).total_seconds() * 1000)
        meant = approvers.meant(directory(hours), WhoIsMeant(["mei"], at, None, [0]), None)
        assert meant.people[0].reminders == [at + 3_600_000]


class TestOfRun:
    async def test_whoever_has_started_it_asks(self, database, keys, tenant, monkeypatch):
        monkeypatch.undo()
        async with database.tenant(tenant) as session:
            boss = await people.add(session, "boss@a.example", "Boss", [])
            ann = await people.add(session, "ann@a.example", "Ann", [], None, boss.id)
            wanted = StartRun(new_id(), "n", "m", "1.0.0", "h" * 64, None, ann.id)
            await start(session, keys, wanted)
            whom = WhoIsMeant([{"manager": 1}], 0)
            meant = await approvers.of_run(session, wanted.run, whom)
            other = StartRun(new_id(), "n", "m", "1.0.0", "h" * 64, None, "schedule nightly")
            await start(session, keys, other)
            nobody = await approvers.of_run(session, other.run, whom)
        assert meant.requester == Who(ann.id, "Ann")
        assert [one.id for one in meant.people] == [boss.id]
        assert (nobody.requester, nobody.people) == (None, [])
