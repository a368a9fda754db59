"""Layouts over HTTP: boxes are moved without a version, within bounds, by who may draw."""

from __future__ import annotations

import httpx
import pytest

from tests.api.conftest import Somebody

ADDRESS = "/api/v1/definitions/tests/hello/layout"
GREET = {"/do/0/greet": {"x": 12.5, "y": -3, "folded": True}}


class TestLayout:
    async def test_moving_a_box_makes_no_version(self, admin: httpx.AsyncClient, hello: str):
        before = (await admin.get("/api/v1/definitions")).json()
        answer = await admin.put(ADDRESS, json={"positions": GREET})
        assert answer.status_code == 200
        shown = (await admin.get(ADDRESS)).json()
        assert shown == answer.json()
        assert shown["positions"] == GREET
        assert shown["savedByName"] == "Some Body"
        assert (await admin.get("/api/v1/definitions")).json() == before

    async def test_the_last_one_is_right(self, admin: httpx.AsyncClient, hello: str):
        await admin.put(ADDRESS, json={"positions": GREET})
        await admin.put(ADDRESS, json={"positions": {}})
        assert (await admin.get(ADDRESS)).json()["positions"] == {}

    async def test_of_a_process_whose_boxes_nobody_moved(self, admin: httpx.AsyncClient, hello):
        shown = (await admin.get(ADDRESS)).json()
        assert shown == {"positions": {}, "savedByName": None, "savedAt": None}

    @pytest.mark.parametrize("name", ["nothing", "%00", "%F0%9F%90%8D", "..%2f..", "'"])
    async def test_of_what_is_not_there(self, admin: httpx.AsyncClient, name: str):
        for answer in (
            await admin.get(f"/api/v1/definitions/tests/{name}/layout"),
            await admin.put(f"/api/v1/definitions/tests/{name}/layout", json={"positions": {}}),
        ):
            assert answer.status_code in (404, 405, 422)
            assert answer.json()["remedy"]

    @pytest.mark.parametrize(
        "body",
        [
            {},
            [],
            {"positions": []},
            {"positions": {"": {"x": 1, "y": 1}}},
            {"positions": {"x" * 2001: {"x": 1, "y": 1}}},
            {"positions": {"a": {"x": "1", "y": 1}}},
            {"positions": {"a": {"x": 1e300, "y": 1}}},
            {"positions": {"a": {"x": 1}}},
            {"positions": {"a": {"x": 1, "y": 1, "width": 0}}},
            {"positions": {"a": {"x": 1, "y": 1, "colour": "red"}}},
            {"positions": {str(number): {"x": 1, "y": 1} for number in range(2001)}},
        ],
        ids=range(11),
    )
    async def test_what_is_no_layout(self, admin: httpx.AsyncClient, hello: str, body: object):
        answer = await admin.put(ADDRESS, json=body)
        assert answer.status_code == 422
        assert answer.json()["remedy"]

    async def test_strange_tasks_are_kept_as_they_are(self, admin: httpx.AsyncClient, hello: str):
        strange = {name: {"x": 0, "y": 0} for name in ("☃", "a\0b", "/do/0/a~1b", "__proto__")}
        await admin.put(ADDRESS, json={"positions": strange})
        assert (await admin.get(ADDRESS)).json()["positions"] == strange

    async def test_members_may_look_only(self, somebody: Somebody, tenant: str, hello: str):
        member = await somebody(tenant, "member")
        assert (await member.get(ADDRESS)).status_code == 200
        assert (await member.put(ADDRESS, json={"positions": {}})).status_code == 403

    async def test_another_tenant_sees_none(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str, hello: str
    ):
        await admin.put(ADDRESS, json={"positions": GREET})
        other = await somebody(other_tenant, "admin")
        assert (await other.get(ADDRESS)).status_code == 404
        assert (await other.put(ADDRESS, json={"positions": {}})).status_code == 404
        assert (await admin.get(ADDRESS)).json()["positions"] == GREET
