"""Schedules over HTTP: what a publication begins, pauses, and whose they are."""

from __future__ import annotations

import httpx
import psycopg
import pytest

from api.schedules.schemas import ScheduleList, SchedulePage
from tests.api.conftest import Somebody

ADDRESS = "/api/v1/schedules"
YAML = {"Content-Type": "application/yaml"}
TEXT = """\
document: {{ dsl: '1.0.3', namespace: tests, name: {name}, version: '{version}' }}
schedule: {schedule}
do: [{{ a: {{ set: {{ a: 1 }} }} }}]
"""


@pytest.fixture(autouse=True)
def no_schedules_left(database_urls, tenant):
    yield
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM schedules WHERE tenant_id = %s", [tenant])


async def publish(
    client: httpx.AsyncClient, schedule: str, name: str = "report", version: str = "1.0.0"
) -> httpx.Response:
    text = TEXT.format(name=name, version=version, schedule=schedule)
    answer = await client.post("/api/v1/definitions", content=text, headers=YAML)
    assert answer.status_code == 201, answer.text
    return await client.post(f"/api/v1/definitions/tests/{name}/{version}/publish")


async def listed(client: httpx.AsyncClient) -> list[tuple[str, str]]:
    page = SchedulePage.model_validate((await client.get(ADDRESS)).json())
    return [(item.workflow, item.kind) for item in page.items]


class TestPage:
    async def test_what_is_published_and_its_next_time(self, admin: httpx.AsyncClient):
        assert (await publish(admin, "{ cron: '0 9 1 1 *', every: PT1H }")).status_code == 200
        cron, every = (await admin.get(ADDRESS)).json()["items"]
        assert cron["nextAt"].endswith("-01-01T09:00:00Z")
        assert (every["workflow"], every["version"]) == ("tests/report", "1.0.0")
        assert (every["kind"], every["value"], every["lastRun"]) == ("every", "PT1H", None)

    async def test_pages(self, admin: httpx.AsyncClient):
        for name in ("a", "b", "c"):
            await publish(admin, "{ every: PT1H }", name)
        first = (await admin.get(ADDRESS, params={"limit": 2})).json()
        rest = (await admin.get(ADDRESS, params={"limit": 2, "cursor": first["next"]})).json()
        names = [item["workflow"] for item in first["items"] + rest["items"]]
        assert names == ["tests/a", "tests/b", "tests/c"]
        assert rest["next"] is None

    async def test_archived_deprecated_and_replaced_ones_are_gone(self, admin: httpx.AsyncClient):
        address = "/api/v1/definitions/tests"
        for name in ("a", "b", "c"):
            await publish(admin, "{ every: PT1H }", name)
        assert (await admin.delete(f"{address}/a/1.0.0")).status_code == 204
        assert (await admin.post(f"{address}/b/1.0.0/deprecate")).status_code == 200
        await publish(admin, "{ after: PT1H }", "c", "2.0.0")
        assert await listed(admin) == [("tests/c", "after")]

    @pytest.mark.parametrize("cursor", ["x", "YS9i", "YQ"])
    async def test_a_cursor_that_is_none(self, admin: httpx.AsyncClient, cursor: str):
        assert (await admin.get(ADDRESS, params={"cursor": cursor})).status_code == 422

    async def test_of_another_tenant_nothing(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str
    ):
        await publish(admin, "{ every: PT1H }")
        other = await somebody(other_tenant, "admin")
        assert await listed(other) == []
        for path in ("", "/pause", "/resume"):
            method = "POST" if path else "GET"
            answer = await other.request(method, f"{ADDRESS}/tests/report{path}")
            assert answer.status_code == 404


class TestPublish:
    @pytest.mark.parametrize(
        ("schedule", "pointer"),
        [
            ("{ every: { milliseconds: 999 } }", "/schedule/every"),
            ("{ every: '${ .x }' }", "/schedule/every"),
            ("{ after: '${ .x }' }", "/schedule/after"),
        ],
    )
    async def test_what_can_not_run_yet_is_refused(
        self, admin: httpx.AsyncClient, schedule: str, pointer: str
    ):
        refused = await publish(admin, schedule)
        assert refused.status_code == 422
        assert [fault["pointer"] for fault in refused.json()["errors"]] == [pointer]
        assert await listed(admin) == []


class TestPause:
    async def test_and_resume(self, admin: httpx.AsyncClient):
        await publish(admin, "{ every: PT1H }")
        for _ in range(2):
            answer = await admin.post(f"{ADDRESS}/tests/report/pause")
            (paused,) = ScheduleList.model_validate(answer.json()).items
            assert paused.pausedBy == admin.headers["X-Person"]
            assert paused.nextAt is None
        for _ in range(2):
            answer = await admin.post(f"{ADDRESS}/tests/report/resume")
            (resumed,) = ScheduleList.model_validate(answer.json()).items
            assert resumed.pausedAt is None
            assert resumed.nextAt is not None

    async def test_of_nothing(self, admin: httpx.AsyncClient, hello: str):
        for name in ("hello", "nobody", "☃"):
            answer = await admin.post(f"{ADDRESS}/tests/{name}/pause")
            assert answer.status_code == 404, name

    async def test_not_by_everybody(self, admin: httpx.AsyncClient, somebody, tenant: str):
        await publish(admin, "{ every: PT1H }")
        member = await somebody(tenant, "member")
        assert (await member.post(f"{ADDRESS}/tests/report/pause")).status_code == 403
        assert (await member.get(f"{ADDRESS}/tests/report")).status_code == 200
