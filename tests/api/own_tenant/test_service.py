"""What an organisation may have and has."""

from __future__ import annotations


class TestUse:
    async def test_what_there_is(self, admin, hello):
        await admin.post("/api/v1/runs", json={"workflow": hello, "input": {"name": "A"}})
        answer = (await admin.get("/api/v1/tenant/use")).json()
        assert answer["limits"]["runsADay"] is None
        assert answer["use"]["runsToday"] == 1
        assert (answer["use"]["runsOpen"], answer["use"]["definitions"]) == (1, 1)
