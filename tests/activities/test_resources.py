"""What is read at publishing: bounded, guarded, and with the secrets of its process only."""

from __future__ import annotations

import pytest

from activities.egress import Egress
from activities.http_connections import Connections
from activities.resources import Resources
from definitions.contracts import WorkflowRef
from definitions.errors import ProblemError, same_type
from definitions.externals import MOST_BYTES
from definitions.values import Json
from tests.activities.calling import Vault
from tests.activities.stub import Stub

WORKFLOW = WorkflowRef("tests", "sum", "1.0.0", "0" * 64)


async def read(
    stub: Stub, connections: Connections, path: str, authentication: Json = None
) -> bytes:
    resources = Resources(connections, Vault(known={"me": {"username": "u", "password": "p"}}))  # type: ignore[arg-type]
    return await resources.read("tenant", WORKFLOW, f"{stub.url}{path}", authentication)


class TestRead:
    async def test_what_lies_there(self, stub: Stub, connections: Connections):
        stub.answers("/f", {"set": {"a": 1}})
        assert await read(stub, connections, "/f") == b'{"set": {"a": 1}}'

    async def test_as_whom(self, stub: Stub, connections: Connections):
        stub.answers("/f", {})
        await read(stub, connections, "/f", {"basic": {"use": "me"}})
        assert stub.asked[0].headers["authorization"].startswith("Basic ")

    @pytest.mark.parametrize("status", [404, 500, 304])
    async def test_any_other_answer_is_a_problem(
        self, stub: Stub, connections: Connections, status: int
    ):
        stub.answers("/f", {}, status=status)
        with pytest.raises(ProblemError) as refused:
            await read(stub, connections, "/f")
        assert same_type(refused.value.problem.type, "communication")
        assert str(status) in (refused.value.problem.detail or "")

    async def test_what_is_too_long(self, stub: Stub, connections: Connections):
        stub.answers("/f", {"text": "x" * (MOST_BYTES + 1)})
        with pytest.raises(ProblemError):
            await read(stub, connections, "/f")

    async def test_inner_addresses_are_closed(self, stub: Stub):
        closed = Connections(Egress([]))
        with pytest.raises(ProblemError):
            await read(stub, closed, "/f")
        closed.close()
        assert stub.asked == []

    @pytest.mark.parametrize("uri", ["ftp://x.test/f", "/f", "", "http://", "http://\u2028/"])
    async def test_what_is_no_address(self, connections: Connections, uri: str):
        resources = Resources(connections, Vault())  # type: ignore[arg-type]
        with pytest.raises(ProblemError):
            await resources.read("tenant", WORKFLOW, uri, None)
