"""Ready-made processes over HTTP: all that come with Baton, each with what it needs."""

from __future__ import annotations

import httpx

from definitions.reader import read
from workflows.simulator.scenarios import Scenario

ADDRESS = "/api/v1/ready"


async def test_each_can_be_saved_and_tried(admin: httpx.AsyncClient):
    items = (await admin.get(ADDRESS)).json()["items"]
    assert {"purchase", "leave", "expense", "review", "onboarding"} <= {
        one["name"] for one in items
    }
    assert [one["title"] for one in items] == sorted(one["title"] for one in items)
    for one in items:
        reading = read(one["text"])
        assert reading.document == one["document"]
        assert one["summary"]
        assert one["scenarios"]
        for scenario in one["scenarios"].values():
            Scenario.model_validate(scenario)


async def test_what_they_need(admin: httpx.AsyncClient):
    items = {one["name"]: one for one in (await admin.get(ADDRESS)).json()["items"]}
    assert items["purchase"]["needs"] == {
        "roles": [],
        "departments": ["Finance"],
        "groups": [],
        "managers": True,
        "secrets": [],
        "processes": [],
    }
