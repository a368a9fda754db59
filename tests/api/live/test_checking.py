"""Who may listen no more is let go: by code 4401; by 1001 who is to come back with other rights."""

from __future__ import annotations

import httpx
import psycopg

from api.live import checking
from api.services import Services
from tests.api.conftest import Somebody
from tests.api.live.conftest import Listen


class TestCheck:
    async def test_a_key_that_is_over(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services, database_urls
    ):
        listener = await listen(admin)
        await checking.check(services.database, services.access, services.live._topics)
        await listener.hears_nothing()
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute(
                "UPDATE api_keys SET expires_at = now() WHERE person_id = %s",
                [admin.headers["X-Person"]],
            )
        await checking.check(services.database, services.access, services.live._topics)
        assert await listener.closed() == 4401

    async def test_somebody_who_is_disabled(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services, database_urls
    ):
        listener = await listen(admin)
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute(
                "UPDATE people SET disabled_at = now() WHERE id = %s", [admin.headers["X-Person"]]
            )
        await checking.check(services.database, services.access, services.live._topics)
        assert await listener.closed() == 4401

    async def test_other_roles_are_another_view(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services, database_urls
    ):
        listener = await listen(admin)
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute(
                "UPDATE people SET roles = '{member}' WHERE id = %s", [admin.headers["X-Person"]]
            )
        await checking.check(services.database, services.access, services.live._topics)
        assert await listener.closed() == 1001

    async def test_nobody_else_goes(
        self, admin: httpx.AsyncClient, somebody: Somebody, listen: Listen, services: Services,
        database_urls, tenant: str, other_tenant: str,
    ):  # fmt: skip
        gone = await listen(admin)
        others = [
            await listen(await somebody(tenant)),
            await listen(await somebody(other_tenant, "admin")),
        ]
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute(
                "DELETE FROM api_keys WHERE person_id = %s", [admin.headers["X-Person"]]
            )
        await checking.check(services.database, services.access, services.live._topics)
        assert await gone.closed() == 4401
        for other in others:
            await other.hears_nothing()
