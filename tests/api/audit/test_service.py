"""A deed and its line are one transaction; a refusal has a line of its own."""

from __future__ import annotations

import pytest

from api.audit.service import audited, of_run
from api.auth.principal import Principal
from api.errors import ApiError, not_found
from store import audit_search
from store.audit_search import Sought

RUN = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


@pytest.fixture
def principal(tenant) -> Principal:
    return Principal(tenant, "t", "T", "ada", "a@t.example", "Ada", (), frozenset())


class TestAudited:
    async def lines(self, services, principal):
        keys = await services.keyring.of(principal.tenant)
        async with services.database.tenant(principal.tenant) as session:
            sought = Sought(subject=f"run:{RUN}")
            entries, _ = await audit_search.page(session, keys, sought, None, 10)
        return [(one.outcome, one.details) for one in entries]

    async def attempt(self, services, principal, error=None):
        async with audited(services, principal, of_run(principal, RUN, "x", None, {})):
            if error is not None:
                raise error

    async def test_done(self, services, principal):
        await self.attempt(services, principal)
        assert await self.lines(services, principal) == [("done", {})]

    async def test_refused(self, services, principal):
        with pytest.raises(ApiError):
            await self.attempt(services, principal, ApiError(409, "x", "Not now.", "Later."))
        assert await self.lines(services, principal) == [("refused", {"refused": "Not now."})]

    async def test_what_is_not_there_or_broke_leaves_none(self, services, principal):
        for error in (not_found("It"), RuntimeError("broken")):
            with pytest.raises(type(error)):
                await self.attempt(services, principal, error)
        assert await self.lines(services, principal) == []
