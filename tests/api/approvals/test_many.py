"""A thousand approvals that wait for one person, while others of them are decided and asked."""

from __future__ import annotations

import pytest

from definitions.approvals import Who
from tests.api.approvals.conftest import APPROVALS, person
from tests.asking import Office

MANY = 1_000
LIMIT = 50


@pytest.fixture
def office(database, keyring, tenant, database_urls) -> Office:
    return Office(database, keyring, tenant, database_urls.admin)


async def test_each_is_listed_once_while_others_are_decided(office, ann, dora):
    """What is decided meanwhile may be missing; what stays open never is, and nothing is twice."""
    who, asker = Who(person(ann), "Ann"), Who(person(dora), "Dora")
    run = await office.run()

    async def ask(count: int) -> list[str]:
        askings = [office.asking(who, requester=asker, told=[]) for _ in range(count)]
        await office.record(run, *askings)
        return [one.id for one in askings]

    async def decided(approvals: list[str]) -> None:
        over = {"state": "voted", "status": "decided", "requester": asker, "told": []}
        await office.record(run, *(office.asking(who, approval=one, **over) for one in approvals))

    waiting = [one for _ in range(10) for one in await ask(MANY // 10)]
    gone: set[str] = set()
    listed: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        answer = await ann.get(APPROVALS, params={"limit": LIMIT, **cursor})
        page = answer.json()
        assert page["counts"]["me"] == len(waiting) - len(gone)
        listed += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
        # One that was listed, the very one that the next page follows, and one still to come.
        left = [one for one in waiting if one not in gone and one not in listed]
        over = [listed[-LIMIT], listed[-1], *left[:1]]
        await decided(over)
        gone |= {*over}
        waiting += await ask(1)
    assert len({*listed}) == len(listed)
    first = {*waiting[:MANY]}
    assert first - gone <= {*listed} <= first
    again = (await ann.get(APPROVALS, params={"decided": "me", "status": "any"})).json()
    assert {one["id"] for one in again["items"]} <= gone
