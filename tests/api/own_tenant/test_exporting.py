"""The file of an organisation."""

from __future__ import annotations

import json

SECRET = "nobody-exports-this"


class TestExport:
    async def test_a_line_for_each_thing_and_no_value(self, admin, hello):
        await admin.put("/api/v1/secrets/one", json={"value": SECRET})
        await admin.post("/api/v1/runs", json={"workflow": hello, "input": {"name": SECRET}})
        answer = await admin.get("/api/v1/tenant/export")
        assert answer.status_code == 200
        lines = [json.loads(line) for line in answer.text.splitlines()]
        assert lines[0]["format"] == "baton-tenant/1"
        kinds = {line["kind"] for line in lines}
        assert {"tenant", "person", "definition", "run"} <= kinds
        (definition,) = [line for line in lines if line["kind"] == "definition"]
        assert "greeting" in definition["source"]
        assert SECRET not in answer.text
        for word in ("password_hash", "input", "hash_of", "token"):
            assert not any(word in line for line in lines)
        told = (await admin.get("/api/v1/audit?action=tenant.export")).json()["items"]
        assert len(told) == 1

    async def test_of_ones_own_alone(self, admin, hello, somebody, other_tenant):
        theirs = await somebody(other_tenant, "admin")
        assert "tests" not in (await theirs.get("/api/v1/tenant/export")).text

    async def test_more_than_a_page(self, admin, somebody, tenant, monkeypatch):
        monkeypatch.setattr("api.own_tenant.exporting.PAGE", 1)
        for _ in range(3):
            await somebody(tenant)
        lines = (await admin.get("/api/v1/tenant/export")).text.splitlines()
        people = [line for line in lines if json.loads(line)["kind"] == "person"]
        assert len(people) == len(set(people)) == 4
