"""The poster against a strict receiver, and against receivers that are anything but."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import psycopg
import pytest

from activities.egress import Egress
from activities.http_connections import Connections
from activities.outside import Outside
from channels.portal import Portal
from channels.webhook import Webhook
from store import webhook_endpoints, webhooks
from store.notices import BODY as NOTICE_BODY
from tests.webhook_receiver import Reply, receiving
from worker import poster
from worker.poster import PAUSES
from worker.telling import Tells


class Counting:
    """How many are under way for each address."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self.now: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    async def post(self, uri, headers, body):
        self.now[uri] += 1
        self.most[uri] = max(self.most[uri], self.now[uri])
        try:
            return await self._outside.post(uri, headers, body)
        finally:
            self.now[uri] -= 1


@pytest.fixture(autouse=True)
def nothing_else(database_urls):
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM outbox WHERE kind IN ('webhook', 'change', 'notice')")


@pytest.fixture
def overdue(office):
    def make():
        office.do(
            "UPDATE outbox SET next_at = now() - interval '1 s'"
            " WHERE kind = 'webhook' AND tenant_id = %s"
        )

    return make


@pytest.fixture
def said(office, keyring, tenant):
    """Trouble and answer of the only message."""

    async def look():
        keys = await keyring.of(tenant)
        [(body,)] = office.rows("SELECT said FROM webhook_messages WHERE tenant_id = %s")
        return keys.open_json(body, webhooks.SAID)

    return look


async def all_rounds(poster):
    while await poster.round():
        pass
    await poster.settled()


def pauses(office):
    return [
        seconds
        for (seconds,) in office.rows(
            "SELECT round(extract(epoch FROM next_at - now())) FROM outbox"
            " WHERE tenant_id = %s AND kind = 'webhook'"
        )
    ]


class TestArrives:
    async def test_signed_and_once(self, receiver, endpoint, post, posting, kept, office, overdue):
        await post(await endpoint(receiver), "a")
        one, two = posting(), posting()
        await asyncio.gather(all_rounds(one), all_rounds(two))
        overdue()
        await all_rounds(one)
        (came,) = receiver.came
        assert came.faults == []
        assert came.json["data"] == "é☃ مرحبا"
        assert kept() == [("sent", 204, 1)]
        assert office.rows("SELECT 1 FROM outbox WHERE kind = 'webhook' AND tenant_id = %s") == []

    async def test_one_message_each(self, receiver, endpoint, post, posting, kept):
        await post(await endpoint(receiver), *(str(number) for number in range(30)))
        await all_rounds(posting())
        assert [came.faults for came in receiver.came] == [[]] * 30
        assert len({came.id for came in receiver.came}) == 30
        assert kept() == [("sent", 204, 1)] * 30

    async def test_both_secrets_while_one_is_replaced(
        self, receiver, endpoint, post, posting, database, keyring, tenant
    ):
        one = await endpoint(receiver)
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            row = await webhook_endpoints.find(session, keys, one)
            hour = timedelta(hours=1)
            new = await webhook_endpoints.rotate(session, keys, row, hour, "p1")
        await post(one, "a")
        await all_rounds(posting())
        receiver.secret = new
        await post(one, "b")
        await all_rounds(posting())
        assert [came.faults for came in receiver.came] == [[], []]

    async def test_killed_before_it_could_say_so(
        self, receiver, endpoint, post, posting, kept, overdue, monkeypatch
    ):
        await post(await endpoint(receiver), "a")

        async def die(*_args):
            raise ConnectionError

        with monkeypatch.context() as patched:
            patched.setattr(webhooks, "sent", die)
            await all_rounds(posting())
        assert kept() == [("queued", None, 0)]
        overdue()
        await all_rounds(posting())
        first, second = receiver.came
        assert (first.id, first.body) == (second.id, second.body)
        assert first.faults == second.faults == []
        assert kept() == [("sent", 204, 1)]

    async def test_after_it_was_away(
        self, receiver, endpoint, post, posting, kept, overdue, office
    ):
        one = await endpoint(receiver)
        receiver.replies.extend(
            [Reply(500, {"connection": "close"}, "Oops ☃".encode()), Reply(hangs_up=True)]
        )
        await post(one, "a")
        for _ in range(2):
            await all_rounds(posting())
            overdue()
        failing = "SELECT failing_since IS NOT NULL FROM webhook_endpoints WHERE tenant_id = %s"
        assert office.rows(failing) == [(True,)]
        assert kept() == [("queued", None, 2)]
        await all_rounds(posting())
        assert len({came.id for came in receiver.came}) == 1
        assert kept() == [("sent", 204, 3)]
        assert office.rows(failing) == [(False,)]


class TestTriedAgain:
    async def test_after_growing_pauses_and_then_dead(
        self, receiver, endpoint, post, posting, kept, overdue, office, said
    ):
        receiver.always = Reply(503, body=b"\x00 later \xff")
        await post(await endpoint(receiver), "a")
        for pause in PAUSES:
            await all_rounds(posting())
            ((waits,),) = [pauses(office)]
            assert pause * 0.9 - 2 <= waits <= pause * 1.1 + 2
            overdue()
        await all_rounds(posting())
        assert kept() == [("dead", 503, len(PAUSES) + 1)]
        assert 20 * 3600 < sum(PAUSES) < 26 * 3600
        assert (await said())["answer"] == "  later \ufffd"

    @pytest.mark.parametrize(
        ("reply", "seconds"),
        [
            (Reply(429, {"retry-after": "120"}), 120),
            (Reply(503, {"retry-after": "99999999999999"}), 86_400),
            (Reply(503, {"retry-after": "soon"}), 5),
            (Reply(503, {"retry-after": "-5"}), 5),
        ],
        ids=["seconds", "too-long", "words", "negative"],
    )
    async def test_as_the_receiver_asks(
        self, receiver, endpoint, post, posting, office, reply, seconds
    ):
        receiver.replies.append(reply)
        await post(await endpoint(receiver), "a")
        await all_rounds(posting())
        (waits,) = pauses(office)
        assert abs(waits - seconds) <= 3

    async def test_a_moment_in_which_it_asks_to_be_left_alone(
        self, receiver, endpoint, post, posting, office
    ):
        at = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
        receiver.replies.append(Reply(429, {"retry-after": at}))
        one = await endpoint(receiver)
        await post(one, "a")
        await all_rounds(posting())
        await post(one, "b")
        await all_rounds(posting())
        assert len(receiver.came) == 1
        assert all(abs(waits - 7200) <= 5 for waits in pauses(office))

    async def test_not_for_ever(self, receiver, endpoint, post, posting, kept):
        receiver.always = Reply(429, {"retry-after": "86400"})
        await post(await endpoint(receiver), "a")
        later = datetime.now(UTC) + timedelta(days=2, minutes=1)
        await all_rounds(posting(lambda: later))
        assert kept() == [("dead", 429, 1)]


class TestHostile:
    async def test_a_redirection_is_not_followed(self, receiver, endpoint, post, posting, kept):
        async with receiving() as other:
            receiver.replies.append(Reply(307, {"location": other.url}))
            await post(await endpoint(receiver), "a")
            await all_rounds(posting())
            assert other.came == []
        assert kept() == [("queued", 307, 1)]

    async def test_what_hangs_is_given_up(self, receiver, endpoint, post, posting, kept, said):
        receiver.always = Reply(waits_for=asyncio.Event())
        await post(await endpoint(receiver), "a")
        await all_rounds(posting())
        assert kept() == [("queued", None, 1)]
        told = (await said())["trouble"]
        assert told == f"http://127.0.0.1:{receiver.port}/ did not answer within 0.5 s."

    async def test_an_answer_without_end_counts_by_its_status(
        self, receiver, endpoint, post, posting, kept, said
    ):
        receiver.replies.append(Reply(200, endless=True))
        await post(await endpoint(receiver), "a")
        await all_rounds(posting())
        assert kept() == [("sent", 200, 1)]
        assert (await said())["answer"] == "x" * 500

    async def test_a_packed_answer_that_grows(self, receiver, endpoint, post, posting, kept, said):
        packed = b"\x1f\x8b" + b"\x00" * 100
        receiver.replies.append(Reply(200, {"content-encoding": "gzip"}, packed))
        await post(await endpoint(receiver), "a")
        await all_rounds(posting())
        assert kept() == [("sent", 200, 1)]
        assert (await said())["answer"] == ""

    async def test_a_slow_one_holds_nobody_up(self, endpoint, post, posting, kept, outside):
        counting = Counting(outside)
        async with receiving() as slow, receiving() as quick:
            slow.always = Reply(waits_for=asyncio.Event())
            await post(await endpoint(slow), *(str(number) for number in range(50)))
            await post(await endpoint(quick), *(str(number) for number in range(50)))
            working = posting(outside=counting)
            while len(quick.came) < 50:
                await working.round()
            await working.settled()
            assert 1 < counting.most[slow.url] <= poster.OF_ENDPOINT
            assert 1 < counting.most[quick.url] <= poster.OF_ENDPOINT
        assert sum(state == "sent" for state, _, _ in kept()) == 50

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:9/x", "https://localhost/x", "http://[::1]/", "http://[fe80::1]/"]
    )
    async def test_inner_addresses_are_refused(
        self, receiver, endpoint, post, posting, kept, said, url
    ):
        guarded = Outside(Connections(Egress(())))
        await post(await endpoint(receiver, url), "a")
        await all_rounds(posting(outside=guarded))
        guarded.close()
        assert kept() == [("queued", None, 1)]
        assert "inner network" in (await said())["trouble"]

    async def test_a_name_that_leads_inside_is_refused(
        self, receiver, endpoint, post, posting, kept, said
    ):
        async def resolve(_host, _port):
            return ["10.1.2.3"]

        guarded = Outside(Connections(Egress((), resolve)))
        await post(await endpoint(receiver, "https://hooks.example/secret-path"), "a")
        await all_rounds(posting(outside=guarded))
        guarded.close()
        assert kept() == [("queued", None, 1)]
        told = (await said())["trouble"]
        assert "inner network" in told
        assert "10.1.2.3" not in told
        assert "secret-path" not in told

    async def test_a_receiver_that_is_gone_is_switched_off(
        self, receiver, endpoint, post, posting, kept, office
    ):
        one = await endpoint(receiver)
        receiver.always = Reply(410)
        await post(one, *(str(number) for number in range(poster.OF_ENDPOINT + 4)))
        await all_rounds(posting())
        assert len(receiver.came) <= poster.OF_ENDPOINT
        assert {state for state, _, _ in kept()} == {"dead"}
        off = "SELECT enabled, off_why FROM webhook_endpoints WHERE tenant_id = %s"
        assert office.rows(off) == [(False, "gone")]
        await post(one, "later")
        assert len(kept()) == poster.OF_ENDPOINT + 4

    async def test_taken_away_while_it_is_sent(
        self, receiver, endpoint, post, posting, kept, database, tenant
    ):
        one, answers = await endpoint(receiver), asyncio.Event()
        receiver.always = Reply(waits_for=answers)
        await post(one, "a")
        working = posting()
        sending = asyncio.create_task(all_rounds(working))
        await receiver.arrived.wait()
        async with database.tenant(tenant) as session:
            await webhook_endpoints.remove(session, one)
        answers.set()
        await sending
        assert kept() == []


class TestTroubles:
    DEAD = datetime.now(UTC) + timedelta(days=3)

    async def test_operators_are_told_once_a_day_and_not_by_the_same_endpoint(
        self, receiver, endpoint, post, posting, office, database, keyring, tenant
    ):
        await office.person("Olga", roles=["operator"])
        one = await endpoint(receiver)
        receiver.always = Reply(500)
        await post(one, "a", "b")
        await all_rounds(posting(lambda: self.DEAD))
        found = office.rows("SELECT kind, cause, body FROM notices WHERE tenant_id = %s")
        [(kind, cause, body)] = found
        assert (kind, cause) == ("channel", f"channel/webhook/{one}/{self.DEAD.date()}")
        told = (await keyring.of(tenant)).open_json(body, NOTICE_BODY)["body"]
        assert told == "A message for the webhook Ours could not be delivered. It answers 500."
        async with receiving() as other:
            second = await endpoint(other)
            await Tells(database, keyring, (Portal(),), hearing=(Webhook("http://b"),)).round()
            rows = office.rows(
                "SELECT endpoint_id::text FROM webhook_messages WHERE tenant_id = %s"
                " AND type = 'notice.channel'"
            )
            assert rows == [(second,)]

    async def test_switched_off_after_days(self, receiver, endpoint, post, posting, office, kept):
        await office.person("Olga", roles=["operator"])
        one = await endpoint(receiver)
        receiver.always = Reply(500)
        await post(one, "a")
        office.do(
            "UPDATE webhook_endpoints SET failing_since = now() - interval '73 hours'"
            " WHERE tenant_id = %s"
        )
        await all_rounds(posting(lambda: self.DEAD))
        off = "SELECT enabled, off_why FROM webhook_endpoints WHERE tenant_id = %s"
        assert office.rows(off) == [(False, "failing")]
        [(cause,)] = office.rows("SELECT cause FROM notices WHERE tenant_id = %s")
        assert re.fullmatch(rf"channel/webhook/{one}/off/[\d-]+", cause)


class TestSweep:
    async def test_what_is_over_goes(self, receiver, endpoint, post, posting, kept, office):
        await post(await endpoint(receiver), "a")
        await all_rounds(posting())
        office.do(
            "UPDATE webhook_messages SET ended_at = now() - interval '31 days' WHERE tenant_id = %s"
        )
        assert await posting().sweep() >= 1
        assert kept() == []


class TestWork:
    async def test_it_ends_when_told_and_finishes_what_it_has_begun(
        self, receiver, endpoint, post, posting, kept
    ):
        answers, stop = asyncio.Event(), asyncio.Event()
        receiver.replies.append(Reply(waits_for=answers))
        await post(await endpoint(receiver), "a")
        working = asyncio.create_task(posting().work(stop))
        await receiver.arrived.wait()
        stop.set()
        answers.set()
        await asyncio.wait_for(working, 30)
        assert kept() == [("sent", 204, 1)]
