"""A second factor that the organisation asks for."""

from __future__ import annotations

import pytest

from tests.api.browser import Browser
from tests.api.conftest import Browsing

ALL = {"secondFactorOfAll": True, "secondFactorOfRoles": []}
OPERATORS = {"secondFactorOfAll": False, "secondFactorOfRoles": ["operator", "operator"]}


@pytest.fixture
async def boss(browsing: Browsing) -> Browser:
    return await browsing("admin")


async def put(boss: Browser, rules: object) -> int:
    return (await boss.ask("PUT", "/security-rules", json=rules)).status_code


class TestRules:
    async def test_at_first_there_are_none(self, boss: Browser):
        rules = await boss.get("/security-rules")
        assert rules["secondFactorOfAll"] is False
        assert rules["changedBy"] is None

    async def test_they_are_kept(self, boss: Browser):
        assert await put(boss, OPERATORS) == 204
        rules = await boss.get("/security-rules")
        assert rules["secondFactorOfRoles"] == ["operator"]
        assert rules["changedBy"] == boss.person

    async def test_only_who_may_sees_and_makes_them(self, browser: Browser):
        assert await put(browser, ALL) == 403
        assert (await browser.ask("GET", "/security-rules")).status_code == 403

    @pytest.mark.parametrize(
        "rules",
        [
            {},
            {"secondFactorOfAll": "perhaps"},
            {"secondFactorOfAll": True, "secondFactorOfRoles": [""]},
            {"secondFactorOfAll": True, "secondFactorOfRoles": ["a\x00"]},
            {"secondFactorOfAll": True, "secondFactorOfRoles": ["a"] * 101},
            {**ALL, "of": "another tenant"},
        ],
    )
    async def test_hostile_bodies(self, boss: Browser, rules: object):
        assert await put(boss, rules) == 422


class TestWhoLacksIt:
    async def test_may_set_one_up_and_nothing_else(self, boss: Browser, browsing: Browsing):
        other = await browsing("operator")
        await put(boss, ALL)
        refused = await other.ask("GET", "/runs")
        assert refused.status_code == 403
        assert refused.json()["type"].endswith("second-factor-missing")
        me = await other.get("/me")
        assert me["secondFactorMissing"] is True
        assert me["permissions"] == ["me:read", "me:write", "session:end"]
        await other.set_up_totp()
        assert (await other.get("/me"))["secondFactorMissing"] is False
        assert (await other.ask("GET", "/runs")).status_code == 200

    async def test_is_asked_also_when_signing_in_later(self, boss: Browser, browsing: Browsing):
        await put(boss, ALL)
        late = await browsing("operator")
        assert (await late.get("/me"))["secondFactorMissing"] is True

    async def test_roles_alone_may_be_meant(self, boss: Browser, browsing: Browsing):
        operator, member = await browsing("operator"), await browsing("member")
        await put(boss, OPERATORS)
        assert (await operator.get("/me"))["secondFactorMissing"] is True
        assert (await member.get("/me"))["secondFactorMissing"] is False
        assert (await boss.ask("GET", "/runs")).status_code == 200

    async def test_the_last_one_stays(self, boss: Browser):
        await boss.set_up_totp()
        await put(boss, ALL)
        assert (await boss.get("/me/security"))["secondFactorRequired"] is True
        refused = await boss.ask("DELETE", "/me/totp")
        assert refused.status_code == 409
        assert refused.json()["type"].endswith("second-factor-required")
        assert (await boss.get("/me/security"))["totpSince"]

    async def test_another_tenant_is_left_alone(
        self, boss: Browser, browsing: Browsing, other_tenant: str
    ):
        await put(boss, ALL)
        stranger = await browsing("admin", of=other_tenant)
        assert (await stranger.get("/me"))["secondFactorMissing"] is False
        assert (await stranger.get("/security-rules"))["secondFactorOfAll"] is False
