"""What becomes of approvals is told outside: each change, also what no person is told of."""

from __future__ import annotations

import asyncio
import json

import psycopg
import pytest

from channels.portal import Portal
from channels.webhook import Webhook
from store import askings, webhook_endpoints
from store.runs import new_id
from store.webhook_endpoints import Settings
from store.webhooks import BODY
from tests.asking import Office
from worker.changing import Changing
from worker.telling import Tells

ADDRESS = "https://baton.example.org"
SECRETIVE = "the value of a form"


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM outbox WHERE kind IN ('webhook', 'change', 'notice')")
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
def endpoint(database, keyring, tenant):
    async def add(*types, processes=(), enabled=True):
        id_ = new_id()
        said = Settings(
            url="https://h.example",
            description="",
            types=[*types] or ["*"],
            processes=[*processes],
            enabled=enabled,
        )
        async with database.tenant(tenant) as session:
            await webhook_endpoints.add(session, await keyring.of(tenant), id_, said, "p1")
        return id_

    return add


@pytest.fixture
def changing(database, keyring):
    return Changing(database, keyring, (Webhook(ADDRESS), Portal()))


@pytest.fixture
def tells(database, keyring):
    return Tells(database, keyring, (Portal(),), hearing=(Webhook(f"{ADDRESS}/"),))


@pytest.fixture
def posted(office):
    async def look():
        keys = await office.keyring.of(office.tenant)
        rows = office.rows(
            "SELECT endpoint_id::text, type, body FROM webhook_messages WHERE tenant_id = %s"
            " ORDER BY created_at, id"
        )
        found = [(where, type_, json.loads(keys.open(body, BODY))) for where, type_, body in rows]
        assert all(message["type"] == type_ for _, type_, message in found)
        return [(where, message) for where, _, message in found]

    return look


async def all_rounds(*working):
    while any([await one.round() for one in working]):
        pass


class TestChanges:
    async def test_as_it_stands_once_for_each_change(self, office, endpoint, changing, posted):
        one = await endpoint()
        ann, bob = await office.person("Ann"), await office.person("Bob ☃")
        vote = {
            "who": {"id": ann.id, "name": ann.name},
            "by": {"id": bob.id, "name": bob.name},
            "decision": "approve",
            "channel": "email",
            "at": 1_795_000_000_000,
            "stage": 0,
            "round": 1,
            "comment": SECRETIVE,
            "fields": {"a": SECRETIVE},
        }
        approval = await office.ask(
            ann,
            requester=bob,
            due=1_795_000_000_000,
            votes=[vote],
            values={"a": SECRETIVE},
            body=SECRETIVE,
        )
        await asyncio.gather(all_rounds(changing), all_rounds(changing))
        [(where, message)] = await posted()
        assert where == one
        assert message["type"] == "approval.changed"
        assert SECRETIVE not in json.dumps(message)
        told = message["data"]["approval"]
        assert told | {"votes": None, "stage": None} == {
            "id": approval,
            "kind": "approval",
            "number": 1,
            "subject": "Laptop for Ada",
            "status": "open",
            "round": 1,
            "stage": None,
            "requester": {"id": bob.id, "name": "Bob ☃"},
            "due": "2026-11-18T11:06:40Z",
            "decision": None,
            "link": f"{ADDRESS}/approvals/{approval}",
            "votes": None,
        }
        assert told["stage"] == {"number": 1, "of": 1, "title": ""}
        assert told["votes"] == [
            {
                "person": {"id": ann.id, "name": "Ann"},
                "by": {"id": bob.id, "name": "Bob ☃"},
                "decision": "approve",
                "channel": "email",
                "stage": 0,
                "round": 1,
                "counts": True,
                "at": "2026-11-18T11:06:40Z",
            }
        ]
        run = message["data"]["run"]
        assert run["process"] == "n/m"
        assert run["link"] == f"{ADDRESS}/runs/{run['id']}"
        assert message["data"]["organisation"] == {"id": office.tenant, "name": "A tenant"}

    async def test_that_it_is_over(self, office, endpoint, changing, posted):
        await endpoint("approval.over")
        ann, run = await office.person("Ann"), await office.run()
        one = await office.ask(ann, run=run)
        await all_rounds(changing)
        await office.ask(
            ann, run=run, approval=one, kind="decided", status="decided", decision="approve"
        )
        await all_rounds(changing)
        [(_, message)] = await posted()
        assert message["type"] == "approval.over"
        told = message["data"]["approval"]
        assert (told["status"], told["decision"], told["number"]) == ("decided", "approve", 2)

    async def test_also_where_nobody_is_told(self, office, endpoint, changing, posted, database):
        await endpoint()
        ann, run = await office.person("Ann"), await office.run()
        one = await office.ask(ann, run=run, told=[])
        await all_rounds(changing)
        async with database.tenant(office.tenant) as session:
            await askings.end(session, run)
        await all_rounds(changing)
        assert [
            (message["type"], message["data"]["approval"]["status"])
            for _, message in await posted()
        ] == [("approval.changed", "open"), ("approval.over", "closed")]
        assert one

    async def test_what_comes_together_is_told_as_one(self, office, endpoint, changing, posted):
        await endpoint()
        ann, run = await office.person("Ann"), await office.run()
        one = await office.ask(ann, run=run)
        await office.ask(ann, run=run, approval=one, kind="reminded")
        await all_rounds(changing)
        [(_, message)] = await posted()
        assert message["data"]["approval"]["number"] == 2

    async def test_nothing_is_written_where_nobody_listens(self, office, endpoint, changing):
        await endpoint(enabled=False)
        await office.ask(await office.person("Ann"))
        rows = "SELECT 1 FROM outbox WHERE kind = 'change' AND tenant_id = %s"
        assert office.rows(rows) == []

    @pytest.mark.parametrize(
        ("types", "processes", "told"),
        [
            (("notice.*",), (), 0),
            (("approval.changed",), ("n/*",), 1),
            (("*",), ("n/other", "x/*"), 0),
        ],
    )
    async def test_only_what_is_wanted(
        self, office, endpoint, changing, posted, types, processes, told
    ):
        await endpoint(*types, processes=processes)
        await office.ask(await office.person("Ann"))
        await all_rounds(changing)
        assert len(await posted()) == told

    async def test_it_ends_when_told(self, changing):
        stop = asyncio.Event()
        working = asyncio.create_task(changing.work(stop))
        stop.set()
        await asyncio.wait_for(working, 30)


class TestNotices:
    async def test_each_once_whatever_people_have_chosen(self, office, endpoint, tells, posted):
        one, two = await endpoint("notice.*"), await endpoint("notice.asked")
        await endpoint("notice.message")
        ann, bob = await office.person("Ann"), await office.person("Bob")
        await office.away(ann, bob)
        approval = await office.ask(ann, values={"a": SECRETIVE}, body=SECRETIVE)
        await all_rounds(tells)
        office.do("UPDATE notices SET told_at = NULL WHERE tenant_id = %s")
        await all_rounds(tells)
        found = await posted()
        assert sorted(where for where, _ in found) == sorted([one, one, two, two])
        assert SECRETIVE not in json.dumps([message for _, message in found])
        data = [message["data"] for where, message in found if where == one]
        whom = {(each["person"]["name"], (each["for"] or {}).get("name")) for each in data}
        assert whom == {("Ann", None), ("Bob", "Ann")}
        assert {each["approval"]["id"] for each in data} == {approval}
        assert {each["kind"] for each in data} == {"asked"}
        assert all(each["run"]["process"] == "n/m" for each in data)

    async def test_not_what_is_told_to_nobody(self, office, endpoint, tells, posted):
        await endpoint()
        await office.ask(await office.person("Ann"), kind="reminded", state="voted")
        await all_rounds(tells)
        assert await posted() == []
