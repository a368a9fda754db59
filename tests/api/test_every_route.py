"""Every route, as every role, of two tenants: who gets through is what `route_matrix` says."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import httpx
import pytest

from api.permissions import PUBLIC
from definitions.approvals import Who
from definitions.contracts import Recording
from store import files
from store.session import Database
from tests.api.conftest import HELLO, Somebody, Stage
from tests.api.route_matrix import BODIES, MAY, QUERIES, ROLES
from tests.api.test_permissions import ROUTES, SOCKET
from workflows.machine.approval import shown
from workflows.machine.approval.state import Approval, Asked
from workflows.machine.approval.terms import read_terms

SECRET = "what-only-this-tenant-knows"
WEEKLY = HELLO.replace("do:", "schedule: { cron: '0 0 1 1 *' }\ndo:")
FLOW = f"https://prod-1.westeurope.logic.azure.com/workflows/1?sig={SECRET}"
REFUSED = (401, 403, 404)


@dataclass(frozen=True)
class There:
    """What stands in addresses, and is there in one tenant."""

    places: dict[str, str]
    person: str

    async def ask(self, client: httpx.AsyncClient, route: str) -> httpx.Response:
        method, path = route.split(" ")
        places = {**self.places, "id": self.person} if "/people/" in path else self.places
        if "/groups/" in path:
            places = {**places, "id": self.places["group"]}
        if "/identity-providers/" in path:
            places = {**places, "id": self.places["provider"]}
        if "/chats/channels/" in path:
            places = {**places, "id": self.places.get("channel", self.person)}
        if "/webhook-endpoints/" in path:
            places = {**places, "id": self.places["endpoint"]}
        if "/files/" in path:
            places = {**places, "id": self.places.get("file", self.person)}
        query = dict(QUERIES.get(route, {}))
        if "permissions/why" in path:
            query["person"] = self.person
        body = BODIES.get(route, {})
        if isinstance(body, dict) and "to" in body:
            body = {**body, "to": self.person, "instead": self.person}
        return await client.request(method, path.format(**places), params=query, json=body)


@pytest.fixture
async def there(
    admin: httpx.AsyncClient, somebody: Somebody, tenant: str, stage: Stage, database: Database
) -> There:
    yaml = {"Content-Type": "application/yaml"}
    titled = WEEKLY.replace("  version:", f"  title: {SECRET}\n  version:")
    await admin.post("/api/v1/definitions", content=titled, headers=yaml)
    await admin.post("/api/v1/definitions/tests/hello/1.0.0/publish")
    started = {"workflow": "tests/hello", "input": {"name": SECRET}}
    run = (await admin.post("/api/v1/runs", json=started)).json()["id"]
    await admin.put("/api/v1/secrets/hello", json={"value": SECRET})
    person = (await somebody(tenant, "member")).headers["X-Person"]
    places = {"namespace": "tests", "name": "hello", "version": "1.0.0", "id": run}
    places |= {
        "kind": "slack",
        "role": "own",
        "exception": run,
        "absence": run,
        "revision": "1",
        "scenario": "x",
    }
    sketch = {"text": SECRET}
    await admin.put("/api/v1/sketches/tests/hello", json=sketch, headers={"If-None-Match": "*"})
    group = await admin.post("/api/v1/groups", json={"name": SECRET})
    places["group"] = group.json()["id"]
    provider = {"name": SECRET, "clientId": "c", "clientSecret": SECRET}
    provider["issuer"] = "http://127.0.0.1:9"
    made = await admin.post("/api/v1/identity-providers", json=provider)
    places["provider"] = made.json()["id"]
    hooked = {"url": "http://127.0.0.1:9/hook", "description": SECRET, "types": ["*"]}
    made = await admin.post("/api/v1/webhook-endpoints", json=hooked)
    places |= {"endpoint": made.json()["id"], "delivery": run}
    await admin.put("/api/v1/chats/slack", json={"clientSecret": SECRET})
    shown_in = {"kind": "workflows", "name": SECRET, "webhook": FLOW}
    made = await admin.post("/api/v1/chats/channels", json=shown_in)
    places["channel"] = made.json()["id"]
    places["approval"] = await asked(stage, tenant, run, person)
    file = await admin.post("/api/v1/files", params={"name": SECRET}, content=SECRET)
    places["file"] = file.json()["id"]
    async with database.tenant(tenant) as session:
        await files.attach(session, [places["file"]], run)
    return There(places, person)


async def asked(stage: Stage, tenant: str, run: str, person: str) -> str:
    """An approval of this run, of which that person knows."""
    approval = str(uuid.uuid4())
    who = Who(person, "Some Body")
    whole = Approval(approval, read_terms({"subject": SECRET, "approvers": [person]}, "/do/0"))
    whole.status, whole.number, whole.requester = "open", 1, who
    whole.asked = [Asked(who, "approver", 0)]
    asking = shown.asking(whole, "/do/0/ask", "/do/0/ask:0", 0)
    await stage.write(Recording(tenant, run, 1, asking=[asking]))
    return approval


def test_every_route_is_written_down():
    assert set(MAY) == {one for one in ROUTES if not one.startswith(SOCKET)} - PUBLIC


@pytest.mark.parametrize("route", sorted(MAY))
async def test_who_gets_through(route: str, there: There, somebody: Somebody, tenant: str):
    through: dict[str, int] = {}
    # Whoever is refused comes first: what others do may take away what is asked for.
    for role in sorted(ROLES, key=lambda one: one in MAY[route]):
        client = await somebody(tenant, *([] if role == "nobody" else [role]))
        through[role] = (await there.ask(client, route)).status_code
    refused = {role for role, status in through.items() if status in (401, 403)}
    unseen = {role for role, status in through.items() if status == 404}
    may = MAY[route]
    assert not refused & may, through
    assert set(ROLES) - may <= refused | unseen, through
    # Where a vendor is asked there is none here.
    away = {502} if route == "POST /api/v1/chats/channels/{id}/test" else set[int]()
    assert max(set(through.values()) - away) < 500


@pytest.mark.parametrize("route", sorted(MAY))
async def test_from_another_tenant(route: str, there: There, somebody: Somebody, other_tenant: str):
    theirs = await somebody(other_tenant, "admin")
    answer = await there.ask(theirs, route)
    assert SECRET not in answer.text
    assert answer.status_code < 500
    if "/tenants/{id}" in route and "/me/" not in route:
        assert answer.status_code == 403, answer.text
    elif "{id}" in route or "{version}" in route or "{approval}" in route:
        assert answer.status_code == 404, answer.text
