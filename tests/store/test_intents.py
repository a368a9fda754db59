"""Intents: one owner, and everybody else learns how it ended or that nobody knows."""

from __future__ import annotations

import asyncio

from definitions.contracts import Call, Outcome, WorkflowRef
from store import intents
from store.intents import Claim


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
