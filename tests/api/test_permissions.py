"""Every route has a guard or stands in the list of those that have none."""

from __future__ import annotations

from typing import get_args

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from api.app import create_api
from api.permissions import (
    EVERYONE,
    INSTALLATION,
    PUBLIC,
    ROLES,
    Permission,
    expand,
    permission_of,
    permissions_of,
)
from store.seed import PEOPLE


def guards(dependant: Dependant | None) -> list[Permission]:
    if dependant is None:
        return []
    found = [permission_of(dependency.call) for dependency in dependant.dependencies]
    return [permission for permission in found if permission is not None]


def routes() -> dict[str, list[Permission]]:
    """Method and path of every route, with the permissions that its guards ask for."""
    return {
        f"{method} {context.path}": guards(getattr(context, "dependant", None))
        for context in iter_route_contexts(create_api().routes)
        for method in sorted((context.methods or {SOCKET}) - {"HEAD"})
    }


SOCKET = "WEBSOCKET"
ROUTES = routes()
GUARDED = sorted(route for route in set(ROUTES) - PUBLIC if not route.startswith(SOCKET))


class TestEveryRoute:
    @pytest.mark.parametrize("route", sorted(ROUTES))
    def test_has_one_guard_or_is_public(self, route: str):
        assert len(ROUTES[route]) == (0 if route in PUBLIC else 1)

    def test_sockets_are_among_them(self):
        """How strangers are refused there, tests/api/live/test_endpoints.py tries."""
        assert ROUTES[f"{SOCKET} /api/v1/live"] == ["runs:read"]

    def test_nothing_public_is_gone(self):
        assert set(ROUTES) >= PUBLIC

    @pytest.mark.parametrize("route", GUARDED)
    async def test_strangers_are_refused(self, stranger: httpx.AsyncClient, route: str):
        method, path = route.split(" ")
        answer = await stranger.request(method, path, headers={"X-Baton": "1"})
        assert answer.status_code in (401, 415)
        if answer.status_code == 401:
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert answer.json()["remedy"]

    @pytest.mark.parametrize("route", GUARDED)
    async def test_wrong_keys_are_refused(self, stranger: httpx.AsyncClient, route: str):
        method, path = route.split(" ")
        headers = {"Authorization": "Bearer bat_nobody", "Content-Type": "application/json"}
        answer = await stranger.request(method, path, headers=headers)
        assert answer.status_code == 401

    async def test_a_person_without_roles_gets_what_everyone_gets(self, somebody, tenant: str):
        nobody = await somebody(tenant)
        for route in GUARDED:
            method, path = route.split(" ")
            headers = {"Content-Type": "application/json"}
            answer = await nobody.request(method, path, headers=headers)
            allowed = ROUTES[route][0] in EVERYONE
            assert (answer.status_code != 403) is allowed, route
            assert answer.status_code != 401, route


class TestRoles:
    def test_the_administrator_may_everything_within_a_tenant(self):
        assert permissions_of(["admin"]) == set(get_args(Permission)) - INSTALLATION

    def test_no_pattern_gives_what_is_the_installations(self):
        for pattern in ("*", "tenants:*", "tenants:read", "tenants:write"):
            assert not expand([pattern]) & INSTALLATION

    def test_unknown_roles_give_nothing(self):
        assert permissions_of(["root", "", "admin "]) == EVERYONE
        assert permissions_of([]) == EVERYONE

    def test_roles_add_up(self):
        both = permissions_of(["designer", "operator"])
        assert both == permissions_of(["designer"]) | permissions_of(["operator"])

    def test_every_role_of_the_demo_is_known(self):
        assert {role for person in PEOPLE for role in person[2]} <= set(ROLES)
