"""Many decisions at once: each has its own answer."""

from __future__ import annotations

import pytest

from api.approvals import service
from tests.api.approvals.conftest import APPROVALS
from tests.api.approvals.test_endpoints import decide, two


class TestBulk:
    async def test_each_has_its_own_answer(self, asks, ann, bob, dora):
        made = [await asks(dora, two(ann, bob), f"bulk{n}") for n in range(3)]
        ids = [one.approval for one in made]
        await decide(bob, ids[1], "approve")
        body = {"decisions": [{"id": one, "decision": "approve"} for one in [*ids, "x"]]}
        answer = await ann.post(f"{APPROVALS}/decisions", json=body)
        assert answer.status_code == 200, answer.text
        results = answer.json()["results"]
        assert [one["status"] for one in results] == [200, 409, 200, 404]
        assert [one["code"] for one in results] == [None, "decided", None, "not-found"]

    async def test_what_could_not_be_kept_is_said_of_that_one(
        self, asks, ann, bob, dora, monkeypatch
    ):
        made = [await asks(dora, two(ann, bob), f"away{n}") for n in range(2)]
        act = service.act

        async def goes_away(services, actor, approval, *more):
            if approval == made[0].approval:
                raise OSError("away")
            return await act(services, actor, approval, *more)

        body = {"decisions": [{"id": one.approval, "decision": "approve"} for one in made]}
        with monkeypatch.context() as patch:
            patch.setattr(service, "act", goes_away)
            answer = await ann.post(f"{APPROVALS}/decisions", json=body)
        results = answer.json()["results"]
        assert [one["status"] for one in results] == [503, 200]
        assert results[0]["code"] == "unavailable"

    @pytest.mark.parametrize("count", [0, 201])
    async def test_none_and_too_many(self, ann, count):
        body = {"decisions": [{"id": "x", "decision": "approve"}] * count}
        assert (await ann.post(f"{APPROVALS}/decisions", json=body)).status_code == 422
