"""I am away until …: absences, deputies, and who stands in."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.api.conftest import Somebody

OWN = "/api/v1/me/absences"
NOBODYS = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


def day(number: float) -> str:
    return (datetime.now(UTC) + timedelta(days=number)).isoformat()


@pytest.fixture
async def ada(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant)


@pytest.fixture
async def mei(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant)


def who(client: httpx.AsyncClient) -> str:
    return client.headers["X-Person"]


class TestOwn:
    async def test_away_and_back(self, ada: httpx.AsyncClient, mei: httpx.AsyncClient):
        made = await ada.post(OWN, json={"until": day(3), "deputyId": who(mei)})
        assert made.status_code == 201, made.text
        assert made.json()["deputy"]["id"] == who(mei)
        shown = (await mei.get(f"/api/v1/people/{who(ada)}")).json()
        assert (shown["away"]["deputy"]["id"], shown["standIn"]["id"]) == (who(mei), who(mei))
        everybody = (await mei.get("/api/v1/people")).json()["items"]
        away = {one["id"]: one["away"] for one in everybody}
        assert (away[who(ada)], away[who(mei)]) == (shown["away"], None)
        later = f"/api/v1/people/{who(ada)}/stand-in"
        found = (await mei.get(later, params={"at": day(4)})).json()
        assert found["person"]["id"] == who(ada)
        (listed,) = (await ada.get(OWN)).json()["items"]
        assert (await ada.delete(f"{OWN}/{listed['id']}")).status_code == 204
        assert (await ada.delete(f"{OWN}/{listed['id']}")).status_code == 404
        assert (await mei.get(later)).json()["person"]["id"] == who(ada)

    async def test_not_twice_at_the_same_time(self, ada: httpx.AsyncClient):
        assert (await ada.post(OWN, json={"until": day(3)})).status_code == 201
        again = await ada.post(OWN, json={"since": day(2), "until": day(5)})
        assert again.json()["type"].endswith("overlapping")
        both = await asyncio.gather(
            *(ada.post(OWN, json={"since": day(6), "until": day(7)}) for _ in range(3))
        )
        assert sorted(answer.status_code for answer in both) == [201, 409, 409]

    async def test_deputies_never_go_round(self, ada: httpx.AsyncClient, mei: httpx.AsyncClient):
        own = await ada.post(OWN, json={"until": day(3), "deputyId": who(ada)})
        assert own.json()["type"].endswith("circle")
        await ada.post(OWN, json={"until": day(3), "deputyId": who(mei)})
        round_ = await mei.post(OWN, json={"since": day(2), "until": day(4), "deputyId": who(ada)})
        assert round_.json()["type"].endswith("circle")
        after = await mei.post(OWN, json={"since": day(4), "until": day(5), "deputyId": who(ada)})
        assert after.status_code == 201

    async def test_a_deputy_who_leaves(
        self, ada: httpx.AsyncClient, mei: httpx.AsyncClient, admin: httpx.AsyncClient
    ):
        await ada.post(OWN, json={"until": day(3), "deputyId": who(mei)})
        await admin.post(f"/api/v1/people/{who(mei)}/disable")
        found = (await admin.get(f"/api/v1/people/{who(ada)}/stand-in")).json()
        assert found["person"] is None

    @pytest.mark.parametrize(
        "wanted",
        [
            {},
            {"until": "tomorrow"},
            {"until": "2020-01-01T00:00:00Z"},
            {"until": "2026-01-31T09:30:00"},
            {"until": "9999-12-31T23:59:59Z"},
            {"until": 7},
            {"until": day(1), "since": day(2)},
            {"until": day(1), "deputyId": NOBODYS},
            {"until": day(1), "deputyId": "☃"},
            {"until": day(1), "why": "ill"},
        ],
    )
    async def test_strange_absences(self, ada: httpx.AsyncClient, wanted: dict[str, object]):
        answer = await ada.post(OWN, json=wanted)
        assert answer.status_code == 422
        assert answer.json()["remedy"]


class TestOfOthers:
    async def test_by_who_may_change_people(
        self, ada: httpx.AsyncClient, mei: httpx.AsyncClient, admin: httpx.AsyncClient
    ):
        address = f"/api/v1/people/{who(ada)}/absences"
        assert (await mei.post(address, json={"until": day(1)})).status_code == 403
        made = (await admin.post(address, json={"until": day(1)})).json()
        assert (await mei.get(address)).json()["items"] == [made]
        assert (await mei.delete(f"{address}/{made['id']}")).status_code == 403
        others = f"/api/v1/people/{who(mei)}/absences/{made['id']}"
        assert (await admin.delete(others)).status_code == 404
        assert (await admin.delete(f"{address}/{made['id']}")).status_code == 204

    async def test_of_another_tenant_nothing(
        self, ada: httpx.AsyncClient, somebody: Somebody, other_tenant: str
    ):
        made = (await ada.post(OWN, json={"until": day(1)})).json()
        other = await somebody(other_tenant, "admin")
        address = f"/api/v1/people/{who(ada)}"
        for answer in (
            await other.get(f"{address}/absences"),
            await other.post(f"{address}/absences", json={"until": day(1)}),
            await other.delete(f"{address}/absences/{made['id']}"),
            await other.delete(f"{OWN}/{made['id']}"),
            await other.get(f"{address}/stand-in"),
        ):
            assert answer.status_code == 404
        wanted = {"until": day(1), "deputyId": who(ada)}
        assert (await other.post(OWN, json=wanted)).status_code == 422
