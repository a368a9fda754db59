"""What was sent: tests, lists, dead letters that go again."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest

from store import webhooks
from store.webhooks import NewMessage
from tests.webhook_receiver import Reply


@pytest.fixture
def post(database, keyring, tenant, endpoint):
    async def add(*causes):
        id_ = endpoint.rpartition("/")[2]
        new = [
            NewMessage(endpoint=id_, cause=one, type="approval.over", body=b"{}") for one in causes
        ]
        async with database.tenant(tenant) as session:
            await webhooks.add(session, await keyring.of(tenant), new)

    return add


@pytest.fixture
def die(database_urls, tenant):
    """Gives up all that waits."""

    def now():
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "UPDATE webhook_messages SET state = 'dead', ended_at = now() WHERE tenant_id = %s",
                [tenant],
            )
            admin.execute("DELETE FROM outbox WHERE tenant_id = %s", [tenant])

    return now


class TestTest:
    async def test_it_says_what_is_answered(self, admin, endpoint, receiver):
        receiver.replies.append(Reply(200, body="Danke ☃".encode()))
        answer = (await admin.post(f"{endpoint}/test")).json()
        assert answer["works"]
        assert (answer["status"], answer["answer"], answer["trouble"]) == (200, "Danke ☃", None)
        (came,) = receiver.came
        assert came.faults == []
        assert came.id == answer["id"]
        assert came.json["type"] == "webhook.test"
        assert came.json["data"]["endpoint"]["description"] == "Ours"
        (shown,) = (await admin.get(f"{endpoint}/deliveries")).json()["items"]
        assert (shown["id"], shown["type"], shown["state"]) == (came.id, "webhook.test", "sent")

    async def test_that_it_is_refused(self, admin, endpoint, receiver):
        receiver.replies.append(Reply(302, {"location": "http://169.254.169.254/"}))
        answer = (await admin.post(f"{endpoint}/test")).json()
        assert (answer["works"], answer["status"]) == (False, 302)
        (shown,) = (await admin.get(f"{endpoint}/deliveries?state=failed")).json()["items"]
        assert shown["attempts"] == 1
        # It is not repeated, nor is it a dead letter.
        assert (await admin.get(endpoint)).json()["dead"] == 0
        again = await admin.post(f"{endpoint}/deliveries/{shown['id']}/again")
        assert again.status_code == 409

    async def test_that_nobody_is_there_or_may_be_asked(self, admin, endpoint):
        body = {"url": "https://10.1.2.3/x", "types": ["*"]}
        await admin.put(endpoint, json=body)
        answer = (await admin.post(f"{endpoint}/test")).json()
        assert (answer["works"], answer["status"]) == (False, None)
        assert "inner network" in answer["trouble"]


class TestPage:
    async def test_page_by_page(self, admin, endpoint, post):
        await post(*(str(number) for number in range(5)))
        seen, cursor = [], ""
        while cursor is not None:
            page = (await admin.get(f"{endpoint}/deliveries?limit=2{cursor}")).json()
            seen += [one["id"] for one in page["items"]]
            cursor = None if page["next"] is None else f"&cursor={page['next']}"
        assert len(seen) == len(set(seen)) == 5
        assert {one["state"] for one in page["items"]} == {"queued"}

    @pytest.mark.parametrize("query", ["cursor=x", "cursor=YWJj", "state=lost", "limit=0"])
    async def test_what_can_not_be_read(self, admin, endpoint, query):
        assert (await admin.get(f"{endpoint}/deliveries?{query}")).status_code == 422


class TestAgain:
    async def test_one_then_all(self, admin, endpoint, post, die):
        await post("a", "b", "c")
        die()
        assert (await admin.get(endpoint)).json()["dead"] == 3
        items = (await admin.get(f"{endpoint}/deliveries?state=dead")).json()["items"]
        one = await admin.post(f"{endpoint}/deliveries/{items[0]['id']}/again")
        assert one.json() == {"count": 1}
        twice = await admin.post(f"{endpoint}/deliveries/{items[0]['id']}/again")
        assert twice.status_code == 409
        rest = await admin.post(f"{endpoint}/deliveries/again")
        assert rest.json() == {"count": 2}
        shown = (await admin.get(endpoint)).json()
        assert (shown["dead"], shown["waiting"]) == (0, 3)

    async def test_not_where_it_is_off_or_unknown(self, admin, endpoint, post, die, receiver):
        await post("a")
        die()
        unknown = await admin.post(f"{endpoint}/deliveries/{uuid4()}/again")
        assert unknown.status_code == 404
        await admin.put(endpoint, json={"url": receiver.url, "types": ["*"], "enabled": False})
        off = await admin.post(f"{endpoint}/deliveries/again")
        assert off.status_code == 409
        assert "Switch it on" in off.json()["remedy"]
