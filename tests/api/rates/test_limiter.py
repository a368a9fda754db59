"""Which limits a request meets, and whose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from api.errors import ApiError
from api.rates.limiter import Limiter, Limits
from api.rates.told import Told
from store.tenant_limits import TenantLimits

USUAL = TenantLimits()


def limiter(**given: int) -> Limiter:
    none = {"per_address": 0, "per_sign_in": 0, "per_key": 0, "per_person": 0, "per_tenant": 0}
    return Limiter(Limits(**{**none, **given}), lambda: 0.0)


def passes(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except ApiError:
        return False
    return True


class TestAddress:
    def test_one_address(self):
        limits = limiter(per_address=2)
        assert [passes(lambda: limits.address(Told(), "192.0.2.1")) for _ in range(3)] == [
            True,
            True,
            False,
        ]
        assert passes(lambda: limits.address(Told(), "192.0.2.2"))

    def test_a_neighbourhood_of_ipv6_is_one(self):
        limits = limiter(per_address=1)
        assert passes(lambda: limits.address(Told(), "2001:db8::1"))
        assert not passes(lambda: limits.address(Told(), "2001:db8::ffff"))
        assert passes(lambda: limits.address(Told(), "2001:db8:0:1::1"))

    def test_signing_in_has_less(self):
        limits = limiter(per_address=100, per_sign_in=1)
        assert passes(lambda: limits.address(Told(), "192.0.2.1", signs_in=True))
        assert not passes(lambda: limits.address(Told(), "192.0.2.1", signs_in=True))
        assert passes(lambda: limits.address(Told(), "192.0.2.1"))


class TestProven:
    @pytest.mark.parametrize(
        ("given", "other"),
        [
            ({"per_key": 1}, ("t", "p", "other")),
            ({"per_person": 1}, ("t", "other", "k")),
            ({"per_tenant": 1}, ("other", "p", "k")),
        ],
    )
    def test_each_by_itself(self, given: dict[str, int], other: tuple[str, str, str]):
        limits = limiter(**given)
        assert passes(lambda: limits.proven(Told(), "t", "p", "k", USUAL))
        assert not passes(lambda: limits.proven(Told(), "t", "p", "k", USUAL))
        assert passes(lambda: limits.proven(Told(), *other, USUAL))

    def test_a_session_has_no_key(self):
        limits = limiter(per_key=1)
        for _ in range(3):
            assert passes(lambda: limits.proven(Told(), "t", "p", None, USUAL))

    def test_a_tenant_may_have_its_own(self):
        limits = limiter(per_tenant=1, per_key=1)
        own = TenantLimits(per_key=0, per_tenant=3)
        asked = [passes(lambda: limits.proven(Told(), "t", "p", "k", own)) for _ in range(4)]
        assert asked == [True, True, True, False]

    def test_who_asks_too_much_uses_up_nothing_of_the_others(self):
        limits = limiter(per_key=1, per_tenant=3)
        for _ in range(10):
            passes(lambda: limits.proven(Told(), "t", "p", "greedy", USUAL))
        assert passes(lambda: limits.proven(Told(), "t", "q", "modest", USUAL))

    def test_several_processes_share(self):
        limits = limiter(per_key=4, processes=2)
        asked = [passes(lambda: limits.proven(Told(), "t", "p", "k", USUAL)) for _ in range(3)]
        assert asked == [True, True, False]

    def test_counted_once_however_often_it_is_asked(self):
        limits, told = limiter(per_key=1), Told()
        limits.proven(told, "t", "p", "k", USUAL)
        limits.proven(told, "t", "p", "k", USUAL)

    def test_the_refusal_says_what_to_do(self):
        limits = limiter(per_key=1)
        limits.proven(Told(), "t", "p", "k", USUAL)
        with pytest.raises(ApiError) as caught:
            limits.proven(Told(), "t", "p", "k", USUAL)
        error = caught.value
        assert error.headers == {"Retry-After": "60"}
        assert "60 seconds" in error.remedy
        assert error.more == {"violated-policies": ["key"]}
