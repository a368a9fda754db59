"""Expressions over HTTP: results or a fault, bounded, and nothing reached but what was sent."""

from __future__ import annotations

import httpx
import pytest

from tests.api.conftest import Somebody

ADDRESS = "/api/v1/expressions/evaluate"


async def tried(client: httpx.AsyncClient, expression: str, data: object = None, **more: object):
    answer = await client.post(ADDRESS, json={"expression": expression, "data": data, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestEvaluate:
    @pytest.mark.parametrize("expression", [".a.b", "${ .a.b }", "  ${.a.b}  "])
    async def test_bare_and_enclosed(self, admin: httpx.AsyncClient, expression: str):
        found = await tried(admin, expression, {"a": {"b": [1, None, "x"]}})
        assert found == {"results": [[1, None, "x"]], "more": False, "fault": None}

    async def test_several_and_none(self, admin: httpx.AsyncClient):
        assert (await tried(admin, ".[]", [1, 2]))["results"] == [1, 2]
        assert (await tried(admin, "empty"))["results"] == []
        many = await tried(admin, "range(1000)")
        assert (len(many["results"]), many["more"]) == (100, True)

    async def test_variables(self, admin: httpx.AsyncClient):
        found = await tried(
            admin, "$context.x + $item", variables={"context": {"x": 1}, "item": 5},
            arguments={"item": 2},
        )  # fmt: skip
        assert found["results"] == [3]

    async def test_numbers_stay_exact(self, admin: httpx.AsyncClient):
        assert (await tried(admin, ".", 2**70))["results"] == [2**70]

    async def test_now_is_now(self, admin: httpx.AsyncClient):
        assert (await tried(admin, "now > 1700000000"))["results"] == [True]

    @pytest.mark.parametrize(
        ("expression", "kind", "offset"),
        [
            (".a +", "syntax", 4),
            ("${ .a + }", "syntax", 7),
            (". | nosuch", "syntax", 4),
            ("1 + $nobody", "syntax", 4),
            (".a.b", "data", None),
            ('error("no")', "data", None),
            ("[limit(1000000; repeat(1))]", "limit", None),
            ('[range(9999)] | map("x" * 9999)', "limit", None),
            ("def f: f; f", "limit", None),
        ],
        ids=range(9),
    )
    async def test_faults(
        self, admin: httpx.AsyncClient, expression: str, kind: str, offset: int | None
    ):
        found = await tried(admin, expression, {"a": 7})
        fault = found["fault"]
        assert (fault["kind"], fault["offset"], found["results"]) == (kind, offset, [])
        assert fault["message"]
        assert fault["remedy"]

    async def test_large_results_are_clipped(self, admin: httpx.AsyncClient):
        found = await tried(admin, '"x" * 100000, 1')
        assert set(found["results"][0]) == {"baton:clipped", "bytes"}

    @pytest.mark.parametrize(
        "expression",
        [
            *("", "(" * 9_000, "[" * 9_000, "." * 20_000, "|", '"\\(', "\0", "${", "${}", "}"),
            *("env", "$ENV", "input", "inputs", "halt", "halt_error", "$__loc__", "@nope"),
            *('import "a" as a; .', 'include "a"; .', "nan", "infinite", "-infinite", "[nan]"),
            *(
                '"(a+)+$" as $r | ("a" * 5000 + "b") | test($r)',
                "get_search_list",
                "now | localtime",
            ),
        ],
        ids=range(27),
    )
    async def test_hostile_ones(self, admin: httpx.AsyncClient, expression: str):
        found = await tried(admin, expression)
        assert (found["fault"] is None) or found["fault"]["message"]
        assert "/root" not in str(found)

    @pytest.mark.parametrize(
        "body",
        [
            *({}, [], {"expression": 7}, {"expression": "." * 20_001}),
            *({"expression": ".", "more": 1}, {"expression": ".", "variables": []}),
            {"expression": ".", "variables": {str(number): 1 for number in range(101)}},
        ],
        ids=range(7),
    )
    async def test_what_is_no_question(self, admin: httpx.AsyncClient, body: object):
        answer = await admin.post(ADDRESS, json=body)
        assert answer.status_code == 422
        assert answer.json()["remedy"]

    async def test_members_may_not(self, somebody: Somebody, tenant: str):
        member = await somebody(tenant, "member")
        assert (await member.post(ADDRESS, json={"expression": "."})).status_code == 403


class TestWords:
    async def test_functions_and_variables(self, admin: httpx.AsyncClient):
        words = (await admin.get("/api/v1/expressions/words")).json()
        split = [one for one in words["functions"] if one["name"] == "split"]
        assert [one["signature"] for one in split] == ["split(separator)", "split(pattern; flags)"]
        assert split[0]["result"] == ["a", "b"]
        assert {"$context", "$secrets"} <= {one["name"] for one in words["variables"]}
        assert "@csv" in words["formats"]
        assert "reduce" in words["keywords"]
