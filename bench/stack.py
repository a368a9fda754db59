"""The running stack that is measured: the one that `make run` started.

It must have been started with `BATON_HTTP_ALLOW=127.0.0.1`, because the stub is on loopback.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True)
class Stack:
    api: str
    temporal: str
    namespace: str
    token: str
    database: str
    database_admin: str
    tenant: str
    processes: dict[str, int]
    """Their ids by the names of the stack's parts."""

    def client(self, token: str | None = None) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self.api,
            headers={"authorization": f"Bearer {token or self.token}"},
            timeout=60,
            limits=httpx.Limits(max_connections=200),
        )


def running_stack() -> Stack:
    data = Path(os.environ.get("BATON_DATA", ".baton"))
    try:
        known = json.loads((data / "stack.json").read_text())
    except FileNotFoundError:
        sys.exit("No stack runs here. Start one first: BATON_HTTP_ALLOW=127.0.0.1 make run")
    baton = Path(sys.executable).with_name("baton")
    token = subprocess.run([baton, "token"], check=True, capture_output=True, text=True).stdout
    token = token.strip()
    me = httpx.get(f"{known['url']}/api/v1/me", headers={"authorization": f"Bearer {token}"})
    return Stack(
        api=known["url"],
        temporal=known["temporal_address"],
        namespace=os.environ.get("BATON_TEMPORAL_NAMESPACE", "default"),
        token=token,
        database=known["database_url"],
        database_admin=known["database_admin_url"],
        tenant=me.raise_for_status().json()["tenant"]["id"],
        processes={name: one["pid"] for name, one in known["children"].items()},
    )


async def publish(http: httpx.AsyncClient, name: str, tasks: list[dict[str, object]]) -> str:
    """Register and publish a definition; answers its qualified name."""
    document = {
        "document": {"dsl": "1.0.3", "namespace": "bench", "name": name, "version": "1.0.0"},
        "do": tasks,
    }
    answer = await http.post("/api/v1/definitions", json=document)
    if answer.status_code != httpx.codes.CONFLICT:
        answer.raise_for_status()
        published = await http.post(f"/api/v1/definitions/bench/{name}/1.0.0/publish")
        published.raise_for_status()
    return f"bench/{name}"


async def run_to_end(http: httpx.AsyncClient, workflow: str, given: object) -> dict[str, object]:
    answer = await http.post(
        "/api/v1/runs", params={"wait": "30"}, json={"workflow": workflow, "input": given}
    )
    answer.raise_for_status()
    run = answer.json()
    while run["status"] not in ("completed", "faulted", "cancelled"):
        again = await http.get(f"/api/v1/runs/{run['id']}", params={"wait": "30"})
        run = again.raise_for_status().json()
    assert run["status"] == "completed", run
    return run
