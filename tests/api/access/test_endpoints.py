"""Access over HTTP: what is granted counts at the next request, and nobody gives what they lack."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api.services import Services
from store import departments, people, security_rules
from store.hierarchy import Department
from store.runs import new_id
from tests.api.conftest import HELLO, Somebody, Stage

API = "/api/v1"
ACCESS = f"{API}/processes/tests/hello/access"
RUN = {"workflow": "tests/hello", "input": {"name": "Ada"}}
SOON = (datetime.now(UTC) + timedelta(days=1)).isoformat()


def id_of(client: httpx.AsyncClient) -> str:
    return client.headers["X-Person"]


def to(client: httpx.AsyncClient, *rights: str) -> dict[str, object]:
    return {"subject": {"kind": "person", "id": id_of(client)}, "rights": [*rights]}


@pytest.fixture
def fresh(services: Services) -> Callable[[], None]:
    """What keys were found to give is forgotten, as after three seconds."""
    return services.known_keys._kept.clear


@pytest.fixture
async def access(admin: httpx.AsyncClient, hello: str, fresh):
    async def change(*grants: object, restricted: bool = False, reason: str | None = None) -> None:
        body = {"restricted": restricted, "grants": [*grants], "reason": reason}
        answer = await admin.put(ACCESS, json=body)
        assert answer.status_code == 200, answer.text
        fresh()

    return change


class TestProcess:
    async def test_restricted_it_is_as_if_it_were_not_there(
        self, access, somebody: Somebody, tenant: str, admin: httpx.AsyncClient
    ):
        developer = await somebody(tenant, "developer")
        run = (await admin.post(f"{API}/runs", json=RUN)).json()["id"]
        assert (await developer.get(f"{API}/runs/{run}")).status_code == 200
        await access(restricted=True)
        for address in ("/processes/tests/hello", "/definitions/tests/hello/1.0.0", f"/runs/{run}"):
            assert (await developer.get(API + address)).status_code == 404, address
        for address in ("/processes", "/definitions", "/runs", "/schedules"):
            assert (await developer.get(API + address)).json()["items"] == [], address
            assert (await admin.get(API + address)).status_code == 200
        assert (await developer.post(f"{API}/runs", json=RUN)).status_code == 404
        yaml = {"Content-Type": "application/yaml"}
        saved = await developer.post(f"{API}/definitions", content=HELLO, headers=yaml)
        assert saved.status_code == 404
        assert [one["id"] for one in (await admin.get(f"{API}/runs")).json()["items"]] == [run]

    async def test_each_right_by_itself(
        self, access, somebody: Somebody, tenant: str, admin: httpx.AsyncClient
    ):
        run = (await admin.post(f"{API}/runs", json=RUN)).json()["id"]
        tom = await somebody(tenant, "member")
        yaml = {"Content-Type": "application/yaml"}

        async def tries() -> dict[str, int]:
            body = HELLO.replace("1.0.0", "1.1.0")
            return {
                "start": (await tom.post(f"{API}/runs", json=RUN)).status_code,
                "see-all": (await tom.get(f"{API}/runs/{run}")).status_code,
                "see-data": (await tom.get(f"{API}/runs/{run}/facts")).status_code,
                "edit": (
                    await tom.post(f"{API}/definitions", content=body, headers=yaml)
                ).status_code,
                "publish": (
                    await tom.post(f"{API}/definitions/tests/hello/1.0.0/publish")
                ).status_code,
                "operate": (await tom.post(f"{API}/runs/{run}/cancel")).status_code,
            }

        await access(restricted=True)
        assert set((await tries()).values()) <= {403, 404}
        for right in ("start", "edit", "publish"):
            await access(to(tom, right), restricted=True)
            allowed = {name for name, status in (await tries()).items() if status < 300}
            assert allowed == {right}
        await access(to(tom, "see-all"), restricted=True)
        assert {name for name, status in (await tries()).items() if status < 300} == {"see-all"}
        await access(to(tom, "operate"), restricted=True)
        assert (await tom.post(f"{API}/runs/{run}/cancel")).status_code in (200, 202)
        assert (await tom.get(f"{API}/runs/{run}/facts")).status_code == 403

    async def test_operators_see_no_values(
        self, admin: httpx.AsyncClient, hello: str, somebody: Somebody, tenant: str, stage: Stage
    ):
        stage.ends = "completed"
        run = (await admin.post(f"{API}/runs", json=RUN)).json()["id"]
        operator = await somebody(tenant, "operator")
        shown = (await operator.get(f"{API}/runs/{run}")).json()
        assert shown["valuesHidden"] is True
        assert shown["input"] == {"name": "<text of 3>"}
        assert shown["output"] == {"done": "<boolean>"}
        trace = (await operator.get(f"{API}/runs/{run}/trace")).text
        events = (await operator.get(f"{API}/runs/{run}/events")).text
        assert "true" not in trace.replace('"', "") or "<boolean>" in trace
        assert "<boolean>" in events
        own = (await admin.get(f"{API}/runs/{run}")).json()
        assert own["valuesHidden"] is False
        assert own["input"] == {"name": "Ada"}
        assert (await operator.post(f"{API}/runs/{run}/again")).status_code == 403
        mine = (await operator.post(f"{API}/runs", json=RUN)).json()
        assert mine["input"] == {"name": "Ada"}

    async def test_a_process_can_not_be_run_by_another_one(
        self, access, somebody: Somebody, tenant: str
    ):
        developer = await somebody(tenant, "developer")
        await access(restricted=True)
        around = (
            "document: { dsl: '1.0.3', namespace: tests, name: around, version: '1.0.0' }\n"
            "do: [{ r: { run: { workflow: "
            "{ namespace: tests, name: hello, version: '1.0.0' } } } }]"
        )
        yaml = {"Content-Type": "application/yaml"}
        await developer.post(f"{API}/definitions", content=around, headers=yaml)
        answer = await developer.post(f"{API}/definitions/tests/around/1.0.0/publish")
        assert answer.status_code == 404
        assert "tests/hello" in answer.json()["detail"]

    @pytest.mark.parametrize(
        "grants",
        [
            [{"subject": {"kind": "person", "id": "x"}, "rights": ["start"]}],
            [{"subject": {"kind": "role", "id": "king"}, "rights": ["start"]}],
            [{"subject": {"kind": "everyone", "id": "x"}, "rights": ["start"]}],
            [{"subject": {"kind": "everyone"}, "rights": []}],
            [{"subject": {"kind": "everyone"}, "rights": ["own"]}],
            [{"subject": {"kind": "everyone"}, "rights": ["start"]}] * 2,
            [{"subject": {"kind": "everyone"}, "rights": ["start"]}] * 201,
        ],
        ids=["person", "role", "everyone-id", "no-right", "unknown", "twice", "many"],
    )
    async def test_what_makes_no_sense(self, admin: httpx.AsyncClient, hello: str, grants):
        answer = await admin.put(ACCESS, json={"restricted": False, "grants": grants})
        assert answer.status_code == 422
        assert answer.json()["remedy"]

    async def test_of_another_tenant(
        self, access, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str
    ):
        theirs = await somebody(other_tenant, "admin")
        body = {"restricted": False, "grants": [to(theirs, "start")]}
        assert (await admin.put(ACCESS, json=body)).status_code == 422
        await access(to(admin, "start"), restricted=True)
        shown = (await theirs.get(ACCESS)).json()
        assert shown["grants"] == []
        assert shown["restricted"] is False


class TestRunsOfOthers:
    """Ada leads Bob, and the department of Cem; Dan has nothing to do with her."""

    @pytest.fixture
    async def runs(self, admin, hello, somebody, tenant, database) -> dict[str, str]:
        clients = {name: await somebody(tenant) for name in ("ada", "bob", "cem", "dan")}
        self.ada = clients["ada"]
        ids = self.ids = {name: id_of(client) for name, client in clients.items()}
        finance = Department(new_id(), None, "Finance", ids["ada"])
        pay = Department(new_id(), finance.id, "Payroll", None)
        async with database.tenant(tenant) as session:
            for one in (finance, pay):
                await departments.add(session, one)
            await people.change(session, ids["bob"], {"manager_id": ids["ada"]})
            for name in ("cem", "ada"):
                await people.change(session, ids[name], {"department_id": pay.id})
        return {
            name: (await client.post(f"{API}/runs", json=RUN)).json()["id"]
            for name, client in clients.items()
        }

    async def seen(self, runs: dict[str, str]) -> set[str]:
        """In the list and one by one, which are to say the same."""
        listed = {one["id"] for one in (await self.ada.get(f"{API}/runs")).json()["items"]}
        names = {name for name, run in runs.items() if run in listed}
        for name, run in runs.items():
            for part in ("", "/trace", "/events", "/explanation"):
                status = (await self.ada.get(f"{API}/runs/{run}{part}")).status_code
                assert status == (200 if name in names else 404), (name, part)
        return names

    async def test_each_right_shows_its_people(self, access, runs, admin):
        assert await self.seen(runs) == {"ada"}
        assert (await self.ada.get(f"{API}/processes/tests/hello")).json()["openRuns"] == 1
        await access(to(self.ada, "see-team"), restricted=True)
        assert await self.seen(runs) == {"ada", "bob", "cem"}
        assert (await self.ada.get(f"{API}/processes/tests/hello")).json()["openRuns"] == 3
        shown = (await self.ada.get(f"{API}/runs/{runs['bob']}")).json()
        assert shown["valuesHidden"] is True
        assert (await self.ada.post(f"{API}/runs/{runs['bob']}/cancel")).status_code == 403
        await access(to(self.ada, "see-department"))
        assert await self.seen(runs) == {"ada", "cem"}
        await access(to(self.ada, "see-team", "see-data"))
        shown = (await self.ada.get(f"{API}/runs/{runs['bob']}")).json()
        assert shown["input"] == {"name": "Ada"}
        # What is for their runs is not for those of others.
        assert (await self.ada.get(f"{API}/runs/{runs['dan']}/facts")).status_code == 404

    async def test_by_whom_they_were_started(self, access, runs):
        await access(to(self.ada, "see-team"))
        for name, shown in (("bob", [runs["bob"]]), ("dan", []), ("ada", [runs["ada"]])):
            by = {"startedBy": self.ids[name]}
            found = (await self.ada.get(f"{API}/runs", params=by)).json()["items"]
            assert [one["id"] for one in found] == shown

    async def test_why(self, access, runs, admin):
        async def why(run: str, permission: str = "runs:read") -> tuple[bool, list[str]]:
            asked = {"person": id_of(self.ada), "permission": permission, "run": run}
            said = (await admin.get(f"{API}/permissions/why", params=asked)).json()
            assert said["process"] == "tests/hello"
            return said["allowed"], [f"{one['kind']} {one['what']}" for one in said["reasons"]]

        assert await why(runs["ada"]) == (True, ["everyone ", "sees runs:read"])
        assert (await why(runs["bob"]))[0] is False
        assert (await why(runs["bob"]))[1][0] == "unseen "
        await access(to(self.ada, "see-team"))
        assert (await why(runs["bob"]))[0] is True
        assert "sees runs:read-team" in (await why(runs["bob"]))[1]
        assert (await why(runs["bob"], "runs:control"))[0] is False
        asked = {"person": id_of(self.ada), "permission": "audit:read", "run": runs["bob"]}
        assert (await admin.get(f"{API}/permissions/why", params=asked)).status_code == 422
        for unknown in ("nothing", new_id()):
            gone = await admin.get(f"{API}/permissions/why", params={**asked, "run": unknown})
            assert gone.status_code in (404, 422)

    async def test_who_leads_a_department_no_longer_sees_no_more(self, access, runs, admin, fresh):
        await access(to(self.ada, "see-team"))
        (finance,) = [
            one["id"]
            for one in (await admin.get(f"{API}/departments")).json()["items"]
            if one["name"] == "Finance"
        ]
        await admin.patch(f"{API}/departments/{finance}", json={"headId": None})
        fresh()
        assert await self.seen(runs) == {"ada", "bob"}


class TestRoles:
    async def test_a_role_of_ones_own(self, admin: httpx.AsyncClient, somebody, tenant, fresh):
        auditor = await somebody(tenant, "auditor")
        assert (await auditor.get(f"{API}/roles")).status_code == 403
        wanted = {"title": "Auditor", "permissions": ["access:read", "audit:*"]}
        assert (await admin.put(f"{API}/roles/auditor", json=wanted)).status_code == 204
        fresh()
        listed = (await auditor.get(f"{API}/roles")).json()["items"]
        (own,) = [one for one in listed if not one["builtIn"]]
        assert own["people"] == 1
        assert set(own["permissions"]) >= {"access:read", "audit:read"}
        assert (await admin.delete(f"{API}/roles/auditor")).status_code == 409

    async def test_a_new_one_of_the_same_name_finds_nothing(
        self, admin: httpx.AsyncClient, somebody, tenant, hello, fresh, database
    ):
        wanted = {"title": "Auditor", "permissions": ["audit:read"]}
        await admin.put(f"{API}/roles/auditor", json=wanted)
        grant = {"subject": {"kind": "role", "id": "auditor"}, "rights": ["see-all"]}
        other = {"subject": {"kind": "role", "id": "member"}, "rights": ["see-all"]}
        body = {"restricted": True, "grants": [grant, other]}
        assert (await admin.put(ACCESS, json=body)).status_code == 200
        async with database.tenant(tenant) as session:
            await security_rules.put(session, ["auditor", "admin"], "boss", of_all=False)
        gone = await somebody(tenant, "auditor", "member")
        await admin.post(f"{API}/people/{id_of(gone)}/disable")
        assert (await admin.delete(f"{API}/roles/auditor")).status_code == 204
        found = await admin.get(f"{API}/audit", params={"action": "role.delete"})
        (said,) = found.json()["items"]
        assert said["details"]["granted"] == ["tests/hello"]
        assert said["details"]["before"] == ["audit:read"]
        await admin.put(f"{API}/roles/auditor", json=wanted)
        shown = (await admin.get(ACCESS)).json()["grants"]
        assert [one["subject"]["id"] for one in shown] == ["member"]
        person = (await admin.get(f"{API}/people/{id_of(gone)}")).json()
        assert person["roles"] == ["member"]
        async with database.tenant(tenant) as session:
            rules = await security_rules.get(session)
        assert rules.second_factor_of_roles == ["admin"]

    async def test_what_it_was_stands_in_the_trail(self, admin: httpx.AsyncClient, hello):
        for given in (["audit:read"], ["audit:*"]):
            await admin.put(f"{API}/roles/auditor", json={"title": "A", "permissions": given})
        found = await admin.get(f"{API}/audit", params={"action": "role.write"})
        last = found.json()["items"][0]["details"]
        assert (last["before"], last["after"]) == (["audit:read"], ["audit:*"])
        await admin.put(ACCESS, json={"restricted": True, "grants": []})
        found = await admin.get(f"{API}/audit", params={"action": "process.grant"})
        said = found.json()["items"][0]["details"]
        assert said["before"] == {"restricted": False, "grants": {}}
        assert said["after"] == {"restricted": True, "grants": {}}

    async def test_nobody_gives_what_they_lack(self, admin, somebody, tenant, hello, fresh):
        wanted = {"title": "Doorkeeper", "permissions": ["access:*"]}
        assert (await admin.put(f"{API}/roles/doorkeeper", json=wanted)).status_code == 204
        keeper = await somebody(tenant, "doorkeeper")
        more = {"title": "More", "permissions": ["secrets:*"]}
        answer = await keeper.put(f"{API}/roles/more", json=more)
        assert answer.status_code == 403
        assert answer.json()["type"].endswith("more-than-own")
        body = {"restricted": False, "grants": [to(keeper, "publish")]}
        assert (await keeper.put(ACCESS, json=body)).status_code == 403
        tom = await somebody(tenant)
        raised = {"permission": "audit:read", "allowed": True, "reason": "Because.", "until": SOON}
        address = f"{API}/people/{id_of(tom)}/exceptions"
        assert (await keeper.post(address, json=raised)).status_code == 403
        assert (await admin.post(address, json=raised)).status_code == 201

    @pytest.mark.parametrize("name", ["admin", "member"])
    async def test_built_in_ones_stay(self, admin: httpx.AsyncClient, name: str):
        wanted = {"title": "Mine", "permissions": ["*"]}
        assert (await admin.put(f"{API}/roles/{name}", json=wanted)).status_code == 409
        assert (await admin.delete(f"{API}/roles/{name}")).status_code == 409

    @pytest.mark.parametrize(
        "permissions", [["runs"], ["runs:"], ["run:*"], ["ru*"], [""], [1], "runs:*"]
    )
    async def test_permissions_that_nobody_knows(self, admin: httpx.AsyncClient, permissions):
        wanted = {"title": "Odd", "permissions": permissions}
        assert (await admin.put(f"{API}/roles/odd", json=wanted)).status_code == 422


class TestExceptions:
    async def test_for_a_while(self, admin, somebody, tenant, hello, fresh):
        tom = await somebody(tenant, "member")
        address = f"{API}/people/{id_of(tom)}/exceptions"
        wanted = {
            "permission": "runs:start",
            "process": "tests/hello",
            "allowed": False,
            "reason": "A conflict of interest.",
            "until": SOON,
        }
        made = (await admin.post(address, json=wanted)).json()
        fresh()
        assert (await tom.post(f"{API}/runs", json=RUN)).status_code == 403
        why = {"person": id_of(tom), "permission": "runs:start", "process": "tests/hello"}
        verdict = (await admin.get(f"{API}/permissions/why", params=why)).json()
        assert verdict["allowed"] is False
        assert verdict["reasons"][0]["kind"] == "exception"
        assert (await admin.delete(f"{address}/{made['id']}")).status_code == 204
        fresh()
        assert (await tom.post(f"{API}/runs", json=RUN)).status_code == 201
        (kept,) = (await admin.get(address)).json()["items"]
        assert kept["over"] is True
        assert (await admin.delete(f"{address}/{made['id']}")).status_code == 404

    @pytest.mark.parametrize(
        "until", ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "tomorrow", None]
    )
    async def test_it_has_an_end(self, admin, somebody, tenant, until):
        tom = await somebody(tenant)
        wanted = {"permission": "audit:read", "allowed": True, "reason": "Because.", "until": until}
        address = f"{API}/people/{id_of(tom)}/exceptions"
        assert (await admin.post(address, json=wanted)).status_code == 422

    async def test_not_for_oneself_or_strangers(self, admin, somebody, other_tenant):
        wanted = {"permission": "audit:read", "allowed": True, "reason": "Because.", "until": SOON}
        own = f"{API}/people/{id_of(admin)}/exceptions"
        assert (await admin.post(own, json=wanted)).status_code == 403
        theirs = await somebody(other_tenant)
        for person in (id_of(theirs), "nobody", "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"):
            address = f"{API}/people/{person}/exceptions"
            assert (await admin.post(address, json=wanted)).status_code == 404
            assert (await admin.get(address)).status_code == 404


class TestMine:
    async def test_the_page_shows_what_this_says(self, access, somebody, tenant, fresh):
        tom = await somebody(tenant, "member")
        await access(to(tom, "operate"))
        said = (await tom.get(f"{API}/me/permissions")).json()
        assert "runs:control" not in said["permissions"]
        assert "runs:control" in said["somewhere"]
        here = {"process": "tests/hello"}
        said = (await tom.get(f"{API}/me/permissions", params=here)).json()
        assert "runs:control" in said["permissions"]

    async def test_all_there_are(self, stranger, somebody, tenant):
        assert (await stranger.get(f"{API}/permissions")).status_code == 401
        said = (await (await somebody(tenant)).get(f"{API}/permissions")).json()
        assert {one["name"] for one in said["items"]} >= {"runs:start", "access:write"}
        assert set(said["rights"]) >= {"start", "operate"}
