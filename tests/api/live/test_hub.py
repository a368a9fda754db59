"""What is told to whom: all that they may see, in order, nothing twice, and when they must go."""

from __future__ import annotations

import asyncio

import httpx
import psycopg
import pytest
from sqlalchemy import text

from api.live import hub, reading
from api.services import Services
from definitions.contracts import Recording, TraceRow
from store.askings import INBOX_CHANNEL
from tests.api.conftest import Somebody, Stage
from tests.api.live.conftest import Listen

RUNS = "/api/v1/runs"
NOBODYS = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


async def start(client: httpx.AsyncClient, workflow: str) -> str:
    return (await client.post(RUNS, json={"workflow": workflow})).json()["id"]


def lines(first: int, last: int) -> list[TraceRow]:
    return [TraceRow(n, "/do/0/a", f"v:{n}", "task.completed", n) for n in range(first, last + 1)]


class TestRuns:
    async def test_made_and_changed(
        self, admin: httpx.AsyncClient, listen: Listen, hello: str, stage: Stage, tenant: str
    ):
        listener = await listen(admin)
        await listener.watch()
        run = await start(admin, hello)
        made = (await listener.hear("run"))["run"]
        listed = (await admin.get(RUNS)).json()["items"][0]
        assert made == listed
        assert (made["id"], made["status"], made["startedByName"]) == (run, "pending", "Some Body")
        await stage.end(tenant, run, "completed")
        assert (await listener.hear("run"))["run"]["status"] == "completed"

    async def test_no_message_without_a_change_of_status(
        self, admin: httpx.AsyncClient, listen: Listen, run: str, stage: Stage, tenant: str
    ):
        listener = await listen(admin)
        await listener.watch()
        await stage.write(Recording(tenant, run, 1, trace=lines(1, 1), status="running"))
        assert (await listener.hear("run"))["run"]["status"] == "running"
        await listener.watch(run, 1)
        for number in (2, 3):
            await stage.write(Recording(tenant, run, 1, trace=lines(number, number)))
            while (await listener.hear("trace"))["after"] < number:
                pass
        await stage.end(tenant, run, "faulted")
        kinds = [(await listener.next())["type"] for _ in range(2)]
        assert sorted(kinds) == ["run", "trace"]

    async def test_members_hear_of_their_own(
        self,
        admin: httpx.AsyncClient,
        somebody: Somebody,
        tenant: str,
        listen: Listen,
        hello: str,
    ):
        member = await somebody(tenant, "member")
        listener, everything = await listen(member), await listen(admin)
        await listener.watch()
        await everything.watch()
        others, own = await start(admin, hello), await start(member, hello)
        assert (await listener.hear("run"))["run"]["id"] == own
        heard = {(await everything.hear("run"))["run"]["id"] for _ in range(2)}
        assert heard == {others, own}
        await listener.hears_nothing()

    async def test_another_tenant_hears_nothing(
        self,
        admin: httpx.AsyncClient,
        somebody: Somebody,
        other_tenant: str,
        listen: Listen,
        hello: str,
    ):
        other, here = await listen(await somebody(other_tenant, "admin")), await listen(admin)
        await other.watch()
        await here.watch()
        await start(admin, hello)
        await here.hear("run")
        await other.hears_nothing()

    async def test_unwatched_is_not_told(
        self, admin: httpx.AsyncClient, listen: Listen, hello: str
    ):
        listener, witness = await listen(admin), await listen(admin)
        await listener.watch()
        await witness.watch()
        for _ in range(2):
            await listener.send({"type": "unwatch", "topic": "runs"})
        await listener.hears_nothing()
        await start(admin, hello)
        await witness.hear("run")
        await listener.hears_nothing()

    async def test_again_when_some_may_not_have_been_heard(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services, run: str
    ):
        listener = await listen(admin)
        await listener.watch()
        await listener.watch(run)
        assert (await listener.hear("trace"))["items"] == []
        services.live.lost()
        assert await listener.hear("again") == {"type": "again", "topic": "runs"}
        await listener.hears_nothing()

    async def test_the_connection_for_notifications_is_cut(
        self, admin: httpx.AsyncClient, listen: Listen, run: str, stage: Stage, tenant: str,
        database_urls,
    ):  # fmt: skip
        listener, reader = await listen(admin), await listen(admin)
        await listener.watch()
        await reader.watch(run)
        await reader.hear("trace")
        with psycopg.connect(database_urls.admin, autocommit=True) as connection:
            cut = connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN %'"
            ).fetchall()
        assert cut
        await stage.write(Recording(tenant, run, 1, trace=lines(1, 2)))
        assert (await listener.hear("again"))["topic"] == "runs"
        heard = await reader.hear("trace")
        assert [line["sequence"] for line in heard["items"]] == [1, 2]


class TestInbox:
    """What it tells of whom, and when: tests/api/live/test_inbox_feed.py."""

    async def test_a_change_is_told_without_a_value(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services, tenant: str
    ):
        listener = await listen(admin)
        await listener.watch_inbox()
        person = admin.headers["X-Person"]
        async with services.database.tenant(tenant) as session:
            await session.execute(
                text("SELECT pg_notify(:channel, :payload)"),
                {"channel": INBOX_CHANNEL, "payload": f"{tenant} {person}"},
            )
        assert await listener.hear("inbox") == {"type": "inbox"}
        services.live.inbox(tenant, NOBODYS)
        await listener.hears_nothing()

    async def test_another_tenant_hears_nothing(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str, listen: Listen,
        services: Services, tenant: str,
    ):  # fmt: skip
        here, other = await listen(admin), await listen(await somebody(other_tenant, "admin"))
        await here.watch_inbox()
        await other.watch_inbox()
        services.live.inbox(tenant, admin.headers["X-Person"])
        await here.hear("inbox")
        await other.hears_nothing()

    async def test_again_when_some_may_not_have_been_heard(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services
    ):
        listener = await listen(admin)
        await listener.watch_inbox()
        services.live.lost()
        assert await listener.hear("again") == {"type": "again", "topic": "inbox"}
        await listener.send({"type": "unwatch", "topic": "inbox"})
        await listener.hears_nothing()


class TestTrace:
    async def test_from_a_number_on(
        self, admin: httpx.AsyncClient, listen: Listen, run: str, stage: Stage, tenant: str
    ):
        await stage.write(Recording(tenant, run, 1, trace=lines(1, 4), status="running"))
        listener = await listen(admin)
        await listener.watch(run, 2)
        heard = await listener.hear("trace")
        page = (await admin.get(f"{RUNS}/{run}/trace", params={"after": "2"})).json()
        assert heard == {"type": "trace", "run": run, **page}
        assert (heard["status"], heard["after"]) == ("running", 4)
        await stage.write(Recording(tenant, run, 1, trace=lines(5, 5)))
        heard = await listener.hear("trace")
        assert ([line["sequence"] for line in heard["items"]], heard["after"]) == ([5], 5)

    async def test_a_long_one_in_order(
        self, admin: httpx.AsyncClient, listen: Listen, run: str, stage: Stage, tenant: str,
        monkeypatch: pytest.MonkeyPatch,
    ):  # fmt: skip
        monkeypatch.setattr(reading, "PAGE", 7)
        monkeypatch.setattr("api.live.trace_feed.PAGE", 7)
        await stage.write(Recording(tenant, run, 1, trace=lines(1, 100)))
        listeners = [await listen(admin) for _ in range(3)]
        for number, listener in enumerate(listeners):
            await listener.watch(run, number * 10)
        await stage.write(Recording(tenant, run, 1, trace=lines(101, 150), status="completed"))
        for number, listener in enumerate(listeners):
            heard: list[int] = []
            while not heard or heard[-1] < 150:
                heard += [line["sequence"] for line in (await listener.hear("trace"))["items"]]
            assert heard == list(range(number * 10 + 1, 151))

    async def test_watched_twice_begins_again(
        self, admin: httpx.AsyncClient, listen: Listen, run: str, stage: Stage, tenant: str
    ):
        await stage.write(Recording(tenant, run, 1, trace=lines(1, 3)))
        listener = await listen(admin)
        for after in (0, 1, 3, 9):
            await listener.watch(run, after)
            heard = await listener.hear("trace")
            assert [line["sequence"] for line in heard["items"]] == list(range(after + 1, 4))
            assert heard["after"] == max(after, 3)

    async def test_a_status_without_a_line(
        self, admin: httpx.AsyncClient, listen: Listen, run: str, stage: Stage, tenant: str
    ):
        listener = await listen(admin)
        await listener.watch(run)
        assert (await listener.hear("trace"))["status"] == "pending"
        await stage.write(Recording(tenant, run, 1, status="cancelled", at=1))
        heard = await listener.hear("trace")
        assert (heard["items"], heard["status"], heard["after"]) == ([], "cancelled", 0)

    async def test_missing_and_foreign_are_the_same(
        self,
        somebody: Somebody,
        tenant: str,
        other_tenant: str,
        listen: Listen,
        run: str,
    ):
        for client in (await somebody(tenant, "member"), await somebody(other_tenant, "admin")):
            listener = await listen(client)
            for name in (run, NOBODYS, "nothing", "", "\0", "☃", run.upper()):
                await listener.send({"type": "watch", "topic": "run", "run": name})
                assert await listener.hear("refused") == {
                    "type": "refused",
                    "topic": "run",
                    "run": name,
                    "detail": f"The run {name} was not found.",
                    "remedy": "Check the id, or list what there is.",
                }
            await listener.hears_nothing()

    async def test_unwatched_is_not_told(
        self, admin: httpx.AsyncClient, listen: Listen, run: str, stage: Stage, tenant: str
    ):
        listener, witness = await listen(admin), await listen(admin)
        for one in (listener, witness):
            await one.watch(run)
            await one.hear("trace")
        await listener.send({"type": "unwatch", "topic": "run", "run": run})
        await listener.hears_nothing()
        await stage.write(Recording(tenant, run, 1, trace=lines(1, 1)))
        await witness.hear("trace")
        await listener.hears_nothing()


class TestHostile:
    @pytest.mark.parametrize(
        "sent",
        [
            "",
            "null",
            "[]",
            "{}",
            "{",
            '"ping"',
            '{"type": "pong"}',
            '{"type": "watch"}',
            '{"type": "watch", "topic": "people"}',
            '{"type": "watch", "topic": "run"}',
            '{"type": "watch", "topic": "runs", "run": "x"}',
            '{"type": "watch", "topic": "inbox", "run": "x"}',
            '{"type": "watch", "topic": "run", "run": 7}',
            '{"type": "watch", "topic": "run", "run": "x", "after": -1}',
            '{"type": "watch", "topic": "run", "run": "x", "after": 1e99}',
            '{"type": "watch", "topic": "run", "run": "x", "after": 99999999999}',
            '{"type": "watch", "topic": "run", "run": "x", "after": true}',
            '{"type": "ping", "more": 1}',
            '{"type": "ping", "type": "watch"}',
            '{"type": NaN}',
            "[" * 4000,
            "☃",
        ],
    )
    async def test_malformed_is_refused_and_the_connection_stays(
        self, admin: httpx.AsyncClient, listen: Listen, sent: str
    ):
        listener = await listen(admin)
        await listener.socket.send(sent)
        refused = await listener.hear("refused")
        assert refused["topic"] is None
        assert refused["detail"]
        assert refused["remedy"]
        await listener.hears_nothing()

    async def test_bytes_are_refused(self, admin: httpx.AsyncClient, listen: Listen):
        listener = await listen(admin)
        await listener.socket.send(b'{"type": "ping"}')
        assert "text" in (await listener.hear("refused"))["detail"]

    @pytest.mark.parametrize("sent", ["x" * 4097, "☃" * 1366])
    async def test_a_long_message_ends_it(
        self, admin: httpx.AsyncClient, listen: Listen, sent: str
    ):
        listener = await listen(admin)
        await listener.socket.send(sent)
        assert await listener.closed() == 1009

    async def test_too_many_topics(
        self, admin: httpx.AsyncClient, listen: Listen, hello: str, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(hub, "MOST_TOPICS", 3)
        runs = [await start(admin, hello) for _ in range(4)]
        listener = await listen(admin)
        for run in (*runs[:3], runs[2]):
            await listener.watch(run)
            await listener.hear("trace")
        await listener.send({"type": "watch", "topic": "run", "run": runs[3]})
        assert await listener.closed() == 4429

    async def test_too_many_connections(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, listen: Listen
    ):
        for _ in range(hub.MOST_CONNECTIONS):
            await (await listen(admin)).hears_nothing()
        assert await (await listen(admin)).closed() == 4429
        other = await listen(await somebody(tenant))
        await other.hears_nothing()

    async def test_who_leaves_makes_room(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services, run: str
    ):
        listener = await listen(admin)
        await listener.watch()
        await listener.watch(run)
        await listener.watch_inbox()
        await listener.socket.close()
        live = services.live
        for _ in range(2000):
            if not live._topics:
                break
            await asyncio.sleep(0.01)
        feeds = live._runs, live._traces, live._inboxes, dict(live._persons)
        assert feeds == ({}, {}, {}, {})


class TestEnd:
    async def test_a_stop_sends_everybody_elsewhere(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services
    ):
        listener = await listen(admin)
        await listener.watch()
        services.live.stop()
        assert await listener.closed() == 1001
        assert await (await listen(admin)).closed() == 1001

    async def test_it_is_checked_again_and_again(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services, monkeypatch,
        database_urls,
    ):  # fmt: skip
        listener = await listen(admin)
        monkeypatch.setattr(hub, "CHECK_SECONDS", 0.01)
        services.live._checks.cancel()
        services.live.open()
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute(
                "DELETE FROM api_keys WHERE person_id = %s", [admin.headers["X-Person"]]
            )
        assert await listener.closed() == 4401
