"""Every operation of the API gets what schemathesis thinks up, as each role and as a stranger.

What must hold, whatever is sent: no answer of 5xx, and nothing of another tenant in any of them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode

from tests.chaos.local_stack import ROOT, TRUSTS_NONE, LocalStack, running

EACH = 3
"""Of each kind, for each operation; every role is sent the same ones."""

PEOPLE = {
    "member": "noah",
    "approver": "priya",
    "designer": "mei",
    "developer": "linus",
    "operator": "radia",
    "supervisor": "luis",
    "admin": "ada",
}
OTHERS = "nightjar"
"""In every name of the other tenant, and in nothing that is sent."""

AS_TEXT = ["application/vnd.baton.run+jsonl", "application/yaml", "text/csv"]
AS_BYTES = ["image/png", "image/jpeg", "image/webp"]
schemathesis.serializer.alias(AS_TEXT, "text/plain")
schemathesis.serializer.alias(AS_BYTES, "application/octet-stream")
schemathesis.serializer.alias("application/cloudevents+json", "application/json")


@pytest.fixture
async def stack(open_folder: Path) -> AsyncIterator[LocalStack]:
    unlimited = {f"BATON_RATE_{of}": "0" for of in ("ADDRESS", "KEY", "PERSON", "TENANT")}
    async with running(open_folder, **unlimited) as made:
        yield made


def key_of(stack: LocalStack, person: str) -> str:
    baton = Path(sys.executable).with_name("baton")
    told = subprocess.run(
        [baton, "token", "--user", f"{person}@demo.example"],
        env=stack.environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip()


def make_other_tenant(stack: LocalStack) -> None:
    password = (stack.data / "demo-password").read_text().strip()
    with httpx.Client(
        base_url=stack.url, headers={"X-Baton": "1"}, timeout=30, verify=TRUSTS_NONE
    ) as root:
        who = {"email": "root@demo.example", "password": password}
        root.post("/api/v1/session", json=who).raise_for_status()
        first = {"email": f"first@{OTHERS}.example", "name": f"First {OTHERS}"}
        wanted = {"slug": OTHERS, "name": f"The {OTHERS}", "administrator": first}
        root.post("/api/v1/tenants", json=wanted).raise_for_status()


def thought_up(description: dict[str, object]) -> Iterator[Case]:
    for one in schemathesis.openapi.from_dict(description).get_all_operations():
        operation = one.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            yield from drawn(operation.as_strategy(generation_mode=mode))


def drawn(strategy: SearchStrategy[Case]) -> list[Case]:
    """The same ones each time."""
    cases: list[Case] = []

    @seed(1)
    @settings(
        max_examples=EACH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(case: Case) -> None:
        cases.append(case)

    # Where nothing can be given, nothing wrong can be either.
    with suppress(Unsatisfiable):
        keep()
    return cases


@pytest.mark.timeout(900)
@pytest.mark.alone
def test_nothing_breaks_and_nothing_leaks(stack: LocalStack) -> None:
    make_other_tenant(stack)
    headers: dict[str, dict[str, str]] = {"nobody": {}}
    for role, person in PEOPLE.items():
        headers[role] = {"Authorization": f"Bearer {key_of(stack, person)}"}
    description = httpx.get(f"{stack.url}/api/v1/openapi.json", verify=TRUSTS_NONE).json()
    sent, wrong = 0, set[str]()
    with requests.Session() as session:
        for case in thought_up(description):
            for role, given_headers in headers.items():
                answer = case.call(
                    base_url=stack.url, session=session, headers=given_headers, timeout=60
                )
                sent += 1
                if answer.status_code >= 500 or OTHERS in answer.text.lower():
                    about = f"{role}: {case.method} {case.path}"
                    wrong.add(f"{about}: {answer.status_code} {answer.text[:200]}")
    assert sent > 1000
    assert not wrong, "\n".join(sorted(wrong))
