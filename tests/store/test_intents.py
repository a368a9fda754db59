"""Intents: one owner, and everybody else learns how it ended or that nobody knows."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from definitions.contracts import Call, FactRow, Outcome, Recording, WorkflowRef
from store import intents, recordings
from store.intents import Claim
from store.runs import new_id


def call(tenant, run, key):
    ref = WorkflowRef("n", "m", "1.0.0", "h")
    return Call(tenant, run, ref, "/do/0/a", key, {}, 30.0, safe=False)


async def claim(database, keys, tenant, run, owner, key="k"):
    async with database.tenant(tenant) as session:
        (claimed,) = await intents.claim(session, keys, [Claim(call(tenant, run, key), owner)])
        return claimed


class TestClaim:
    async def test_one_owner_among_many(self, database, keys, tenant, run):
        wanted = [claim(database, keys, tenant, run, f"owner-{n}") for n in range(8)]
        kinds = [claimed.kind for claimed in await asyncio.gather(*wanted)]
        assert kinds.count("unknown") == 7

    async def test_the_outcome_is_told_and_the_first_stays(self, database, keys, tenant, run):
        await claim(database, keys, tenant, run, "a")
        async with database.tenant(tenant) as session:
            await intents.settle(session, keys, [(run, "k", Outcome(output={"n": 1}))])
            await intents.settle(session, keys, [(run, "k", Outcome(output={"n": 2}))])
        later = await claim(database, keys, tenant, run, "b")
        assert (later.kind, later.outcome) == ("answered", Outcome(output={"n": 1}))

    async def test_keys_are_apart(self, database, keys, tenant, run):
        first = await claim(database, keys, tenant, run, "a", "/do/0/ü☃:0")
        second = await claim(database, keys, tenant, run, "b", "/do/0/ü☃:1")
        assert first.kind == second.kind


class TestClaimAtOnce:
    async def test_as_in_a_session(self, database, keys, tenant, run):
        wanted = [Claim(call(tenant, run, key), "a") for key in ("k1", "k2", "k1")]
        claimed = await intents.claim_at_once(database, keys, tenant, wanted)
        assert [one.kind for one in claimed] == ["ours"] * 3
        assert (await claim(database, keys, tenant, run, "b", "k2")).kind == "unknown"
        async with database.tenant(tenant) as session:
            await intents.settle(session, keys, [(run, "k1", Outcome(output="☃"))])
        (later,) = await intents.claim_at_once(
            database, keys, tenant, [Claim(call(tenant, run, "k1"), "c")]
        )
        assert (later.kind, later.outcome) == ("answered", Outcome(output="☃"))

    async def test_with_what_the_run_has_pending(self, database, keys, tenant, run):
        pending = Recording(tenant, run, 1, [FactRow(1, "run.started", 1, {"☃": 1})])
        wanted = replace(call(tenant, run, "k"), recording=pending)
        await intents.claim_at_once(database, keys, tenant, [Claim(wanted, "a")])
        async with database.tenant(tenant) as session:
            (fact,) = await recordings.read_facts(session, keys, run)
        assert fact.body == {"☃": 1}

    async def test_one_owner_among_many(self, database, keys, tenant, run):
        wanted = (
            intents.claim_at_once(
                database, keys, tenant, [Claim(call(tenant, run, "k"), f"owner-{n}")]
            )
            for n in range(8)
        )
        kinds = [claimed.kind for (claimed,) in await asyncio.gather(*wanted)]
        assert kinds.count("ours") == 1

    async def test_another_tenants_intents_do_not_count(self, database, keyring, tenant, run):
        for one in (tenant, new_id()):
            keys = await keyring.of(one)
            claims = [Claim(call(one, run, "k"), f"owner-{one}")]
            (claimed,) = await intents.claim_at_once(database, keys, one, claims)
            assert claimed.kind == "ours"
