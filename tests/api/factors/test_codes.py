"""Codes of apps, by the vectors of RFC 6238, and recovery codes."""

from __future__ import annotations

import pytest

from api.factors import codes

SECRET = b"12345678901234567890"
VECTORS = ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130"))


class TestTotp:
    @pytest.mark.parametrize(("at", "code"), VECTORS)
    def test_vectors_of_the_standard(self, at: int, code: str):
        assert codes.fitting_step(SECRET, code, at) == at // 30

    @pytest.mark.parametrize("drift", [-30, 0, 30])
    def test_one_step_of_drift(self, drift: int):
        assert codes.fitting_step(SECRET, "287082", 59 + drift) == 1

    @pytest.mark.parametrize("drift", [60, 90, 100_000])
    def test_no_more(self, drift: int):
        assert codes.fitting_step(SECRET, "287082", 59 + drift) is None

    @pytest.mark.parametrize(
        "code", ["", "28708", "2870820", "28708x", "٢٨٧٠٨٢", "²87082", "-87082"]
    )
    def test_what_is_no_code(self, code: str):
        assert codes.fitting_step(SECRET, code, 59) is None

    def test_the_address_names_the_account(self):
        address = codes.address_of(SECRET, "ada+x@demo.example")
        assert address.startswith("otpauth://totp/Baton:ada%2Bx%40demo.example?")
        assert "issuer=Baton" in address


class TestRecoveryCodes:
    def test_ten_different_ones(self):
        made = codes.new_recovery_codes()
        assert len(set(made)) == 10
        assert {len(code) for code in made} == {16}

    def test_they_are_known_however_typed(self):
        (code, *_) = codes.new_recovery_codes()
        assert codes.shown(code).count("-") == 3
        for typed in (codes.shown(code), code.upper(), f" {codes.shown(code)} "):
            assert codes.plain(typed) == code
