"""Limits, switches and the end of a tenant."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.api.tenants.conftest import T


class TestChanging:
    async def test_limits_hold(self, root, admin, tenant, hello):
        given = {"limits": {"runsADay": 0, "definitions": 1}}
        changed = await root.ask("PATCH", f"{T}/{tenant}", json=given)
        assert changed.status_code == 200, changed.text
        refused = await admin.post("/api/v1/runs", json={"workflow": hello, "input": {}})
        assert (refused.status_code, refused.json()["type"][-13:]) == (429, "limit-reached")
        assert int(refused.headers["retry-after"]) > 0
        text = "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\ndo: []\n"
        yaml = {"Content-Type": "application/yaml"}
        more = await admin.post("/api/v1/definitions", content=text, headers=yaml)
        assert (more.status_code, more.json()["type"][-13:]) == (409, "limit-reached")
        told = (await admin.get("/api/v1/audit?action=run.start&outcome=refused")).json()["items"]
        assert told

    async def test_people_are_counted(self, root, admin, tenant):
        await root.ask("PATCH", f"{T}/{tenant}", json={"limits": {"people": 1}})
        body = {"email": "new@x.example", "name": "New"}
        refused = await admin.post("/api/v1/people", json=body)
        assert (refused.status_code, refused.json()["type"][-13:]) == (409, "limit-reached")

    async def test_features(self, root, admin, tenant):
        for features in (["nonsense"], "code", [7]):
            bad = await root.ask("PATCH", f"{T}/{tenant}", json={"featuresOff": features})
            assert bad.status_code == 422
        await root.ask("PATCH", f"{T}/{tenant}", json={"featuresOff": ["events"]})
        event = {"specversion": "1.0", "id": "1", "source": "/x", "type": "x"}
        headers = {"Content-Type": "application/cloudevents+json"}
        refused = await admin.post("/api/v1/events", json=event, headers=headers)
        # The key was looked at a moment ago, and counts for a few seconds more.
        assert refused.status_code in (202, 403)
        assert (await admin.get("/api/v1/tenant")).json()["featuresOff"] == ["events"]

    async def test_without_keys_none_is_made(self, root, browsing, tenant):
        ada = await browsing()
        await root.ask("PATCH", f"{T}/{tenant}", json={"featuresOff": ["api-keys"]})
        refused = await ada.ask("POST", "/keys", json={"name": "k", "scopes": ["runs:read"]})
        assert refused.json()["type"].endswith("feature-off")


class TestDeleting:
    async def test_after_a_grace_that_can_be_taken_back(self, root, acme, database_urls):
        gone = await root.ask("DELETE", f"{T}/{acme['id']}?graceDays=2")
        assert (gone.status_code, gone.json()["state"]) == (202, "deleting")
        again = await root.ask("DELETE", f"{T}/{acme['id']}")
        assert again.json()["eraseAt"] == gone.json()["eraseAt"]
        back = await root.ask("POST", f"{T}/{acme['id']}/resume", json={})
        assert (back.json()["state"], back.json()["eraseAt"]) == ("active", None)

    @pytest.mark.parametrize("days", ["0", "-1", "1000", "soon"])
    async def test_no_grace_is_no_grace(self, root, acme, days):
        bad = await root.ask("DELETE", f"{T}/{acme['id']}?graceDays={days}")
        assert bad.status_code == 422

    async def test_what_is_no_tenant(self, root):
        for one in (str(uuid4()), "nothing", "x" * 100):
            assert (await root.ask("DELETE", f"{T}/{one}")).status_code == 404
