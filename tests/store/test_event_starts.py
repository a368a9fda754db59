"""`schedule.on`: which events start a run, with what, and each once."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import func, select

from definitions.contracts import EventKey
from definitions.program import content_hash
from definitions.reader import read
from definitions.values import encode
from store import definitions, event_starts, runs, schedules
from store.definitions import Draft
from store.models import consumptions
from store.models import runs as run_rows
from tests.store.listening import Town

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HEAD = """\
document: {{ dsl: '1.0.3', namespace: n, name: {name}, version: {version} }}
do: []
schedule:
"""
PAIR = """
  on:
    all:
    - { with: { type: placed }, correlate: { order: { from: .data.order } } }
    - { with: { type: paid }, correlate: { order: { from: .data.order } } }
"""


class Started:
    """A tenant with processes that events start."""

    def __init__(self, town: Town) -> None:
        self.town = town

    async def publish(self, schedule: str, name="p", version="1.0.0") -> None:
        text = HEAD.format(name=name, version=version) + schedule
        document = read(text).document
        assert document is not None
        digest = content_hash(document)
        draft = Draft("n", name, version, digest, "", encode(document), "x")
        async with self.town.database.tenant(self.town.tenant) as session:
            await definitions.save_draft(session, draft)
            await definitions.publish(session, "n", name, version, "x")
            await schedules.settle(session, "n", name, NOW)

    async def send(self, kind="t", data=None, **more) -> None:
        await self.town.send(kind, data=data, **more)
        await self.town.hand_out()

    async def runs(self, name="p"):
        async with self.town.database.tenant(self.town.tenant) as session:
            query = select(run_rows.c.id).where(run_rows.c.name == name).order_by(run_rows.c.id)
            ids = [row["id"] for row in (await session.execute(query)).mappings()]
            return [await runs.get(session, each) for each in ids]

    async def inputs(self, name="p"):
        rows = await self.runs(name)
        return [runs.view(row, self.town.keys).input for row in rows]

    async def data(self, name="p"):
        return [[event["data"] for event in given] for given in await self.inputs(name)]

    async def begun(self) -> int:
        async with self.town.database.tenant(self.town.tenant) as session:
            return (await session.execute(select(func.count()).select_from(consumptions))).scalar()

    async def row(self, name="p"):
        async with self.town.database.tenant(self.town.tenant) as session:
            rows = await schedules.of_process(session, "n", name)
            return next(row for row in rows if row.kind == "on")


@pytest.fixture
def started(town):
    return Started(town)


class TestOne:
    async def test_starts_a_run_with_the_event(self, started):
        await started.publish("  on: { one: { with: { type: t } } }")
        await started.send("u")
        await started.send("t", {"n": 1}, subject="me")
        (run,) = await started.runs()
        ((event,),) = await started.inputs()
        assert event["type"] == "t"
        assert (event["data"], event["subject"], event["source"]) == ({"n": 1}, "me", "/s")
        assert run.started_by == "schedule"
        assert run.cause.startswith("schedule/n/p/on/")
        row = await started.row()
        assert (row.last_run, row.next_at) == (run.id, None)
        assert row.last_at is not None

    async def test_with_its_data_if_it_says_so(self, started):
        await started.publish("  on: { one: { with: { type: t } } }\n  read: data")
        await started.send("t", {"n": 1})
        assert await started.inputs() == [[{"n": 1}]]

    async def test_each_event_one_run(self, started):
        await started.publish("  on: { one: { with: { type: t } } }")
        for number in range(3):
            await started.send("t", number)
        assert await started.data() == [[0], [1], [2]]
        assert await started.begun() == 0

    async def test_the_same_event_again_starts_nothing(self, started):
        await started.publish("  on: { one: { with: { type: t } } }")
        await started.send("t", 1, id="same")
        await started.send("t", 2, id="same")
        assert await started.data() == [[1]]

    async def test_every_process_that_waits_for_it(self, started):
        for name in ("p", "q", "r"):
            kind = "u" if name == "r" else "t"
            await started.publish(f"  on: {{ one: {{ with: {{ type: {kind} }} }} }}", name)
        await started.send("t", 1)
        found = [await started.data(name) for name in ("p", "q", "r")]
        assert found == [[[1]], [[1]], []]

    async def test_filters_and_expectations(self, started):
        await started.publish(
            "  on: { one: { with: { type: t, data: '${ .n > 2 }' },"
            " correlate: { region: { from: .data.region, expect: eu } } } }"
        )
        for data in ({"n": 3}, {"n": 3, "region": "us"}, {"n": 1, "region": "eu"}, "text", None):
            await started.send("t", data)
        await started.send("t", {"n": 3, "region": "eu"})
        assert await started.data() == [[{"n": 3, "region": "eu"}]]

    async def test_now_is_when_the_event_came(self, started):
        await started.publish("  on: { one: { with: { data: '${ .at < now }' } } }")
        await started.send("t", {"at": 1})
        await started.send("t", {"at": 99_999_999_999})
        assert await started.data() == [[{"at": 1}]]


class TestAny:
    async def test_the_first_of_any(self, started):
        await started.publish("  on: { any: [{ with: { type: a } }, { with: { type: b } }] }")
        for kind in ("a", "c", "b"):
            await started.send(kind, kind)
        assert await started.data() == [["a"], ["b"]]

    async def test_of_any_kind(self, started):
        await started.publish("  on: { any: [] }")
        await started.send("x", 1)
        assert await started.data() == [[1]]

    async def test_until_a_condition_holds(self, started):
        await started.publish("  on: { any: [{ with: { type: t } }], until: length == 2 }")
        for number in range(5):
            await started.send("t", number)
        assert await started.data() == [[0, 1], [2, 3]]
        assert await started.begun() == 1

    async def test_until_others_come(self, started):
        await started.publish(
            "  on: { any: [{ with: { type: t } }], until: { one: { with: { type: end } } } }"
        )
        await started.send("end")
        assert await started.runs() == []  # nothing has come that it could be about
        for kind in ("t", "t", "end", "t"):
            await started.send(kind, kind)
        assert await started.data() == [["t", "t"]]

    async def test_a_condition_that_stumbles_does_not_hold(self, started):
        await started.publish("  on: { any: [{ with: { type: t } }], until: '.[-1].data.n > 1' }")
        for data in ("text", {"n": 1}, {"n": 2}):
            await started.send("t", data)
        assert await started.data() == [["text", {"n": 1}, {"n": 2}]]


class TestAll:
    async def test_in_any_order_each_once(self, started):
        await started.publish("  on: { all: [{ with: { type: a } }, { with: { type: b } }] }")
        for kind, data in (("b", 1), ("b", 2), ("a", 3), ("a", 4), ("a", 5)):
            await started.send(kind, data)
        assert await started.data() == [[1, 3], [2, 4]]
        assert await started.begun() == 1

    async def test_correlated_sets_stay_apart(self, started):
        await started.publish(PAIR)
        for kind, order in (("placed", 1), ("placed", 2), ("paid", 2), ("paid", 3), ("paid", 1)):
            await started.send(kind, {"order": order})
        assert await started.data() == [
            [{"order": 2}, {"order": 2}],
            [{"order": 1}, {"order": 1}],
        ]
        assert await started.begun() == 1

    async def test_without_a_value_to_correlate_by_it_is_not_wanted(self, started):
        await started.publish(PAIR)
        await started.send("placed", {})
        assert await started.begun() == 0

    async def test_the_oldest_of_too_many_are_forgotten(self, started, monkeypatch):
        monkeypatch.setattr(event_starts, "MOST", 2)
        await started.publish(PAIR)
        for order in range(3):
            await started.send("placed", {"order": order})
        for order in (1, 2):
            await started.send("paid", {"order": order})
        assert await started.data() == [[{"order": n}, {"order": n}] for n in (1, 2)]

    async def test_too_much_is_forgotten(self, started, monkeypatch):
        monkeypatch.setattr(event_starts, "MOST_BYTES", 20_000)
        await started.publish(PAIR)
        await started.send("placed", {"order": 1, "text": uuid4().hex * 1000})
        assert await started.begun() <= 1
        await started.send("placed", {"order": 2})
        await started.send("paid", {"order": 2})
        assert (await started.data())[-1] == [{"order": 2}, {"order": 2}]


class TestVersions:
    async def test_the_same_words_go_on_with_what_they_have(self, started):
        await started.publish(PAIR)
        await started.send("placed", {"order": 1})
        await started.publish(PAIR, version="1.1.0")
        await started.send("paid", {"order": 1})
        (run,) = await started.runs()
        assert run.version == "1.1.0"

    async def test_other_words_begin_anew(self, started):
        await started.publish(PAIR)
        await started.send("placed", {"order": 1})
        await started.publish(PAIR.replace("placed", "ordered"), version="1.1.0")
        assert await started.begun() == 0

    async def test_archived_it_hears_no_more(self, started):
        await started.publish(PAIR)
        await started.send("placed", {"order": 1})
        async with started.town.database.tenant(started.town.tenant) as session:
            await definitions.archive(session, "n", "p", "1.0.0", "x")
            await schedules.settle(session, "n", "p", NOW)
        await started.send("paid", {"order": 1})
        assert (await started.runs(), await started.begun()) == ([], 0)

    async def test_paused_it_hears_nothing(self, started):
        await started.publish("  on: { one: { with: { type: t } } }")
        async with started.town.database.tenant(started.town.tenant) as session:
            await schedules.pause(session, "n", "p", "x", NOW)
        await started.send("t", 1)
        async with started.town.database.tenant(started.town.tenant) as session:
            await schedules.resume(session, "n", "p", NOW)
        await started.send("t", 2)
        assert await started.data() == [[2]]


class TestListeners:
    async def test_of_the_run_hear_what_comes_after_the_event_that_started_it(self, started):
        await started.publish("  on: { one: { with: { type: t } } }")
        await started.town.send("c", data=0)
        await started.town.send("t", data=1)
        await started.town.send("c", data=2)  # before anything was handed out
        await started.town.hand_out()
        (run,) = await started.runs()
        await started.town.listen(run.id, 1, EventKey("c"), EventKey("t"))
        await started.town.hand_out()
        await started.send("c", 3)
        assert await started.town.heard(run.id) == ["e3", "e4"]


class TestTenants:
    async def test_events_of_others_start_nothing(self, started, database, keyring, database_urls):
        await started.publish("  on: { any: [] }")
        other = str(uuid4())
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, 'Other', now())",
                [other, f"other-{other[:8]}"],
            )
        away = Town(database, await keyring.of(other), other, None)
        await away.send("t")
        await away.hand_out()
        await started.town.hand_out()
        assert await started.runs() == []


class TestTrouble:
    async def test_what_is_cut_off_is_done_again(self, started, monkeypatch):
        await started.publish("  on: { one: { with: { type: t } } }")
        await started.town.send("t", data=1)

        async def cut(*_: object, **__: object) -> None:
            raise ConnectionError("cut off")

        with monkeypatch.context() as patched:
            patched.setattr(schedules, "of_process", cut)
            with pytest.raises(ConnectionError):
                await started.town.hand_out()
        assert await started.runs() == []
        await started.town.hand_out()
        assert await started.data() == [[1]]

    async def test_a_definition_that_can_not_run_holds_nobody_up(self, started, monkeypatch):
        await started.publish("  on: { one: { with: { type: t } } }", "a")
        await started.publish("  on: { one: { with: { type: t } } }", "b")

        async with started.town.database.tenant(started.town.tenant) as session:
            (row,) = await schedules.of_process(session, "n", "a")
            genuine = definitions.document

            async def forged(session, digest):
                body = await genuine(session, digest)
                return b"{}" if digest == row.hash else body

            monkeypatch.setattr(definitions, "document", forged)
        await started.send("t", 1)
        assert (await started.data("a"), await started.data("b")) == ([], [[1]])
