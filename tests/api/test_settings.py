"""The API's settings are checked at the start."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from api.settings import ApiSettings


class TestSettings:
    def test_by_environment(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("BATON_PORT", "9090")
        monkeypatch.setenv("BATON_PUBLIC_URL", "https://baton.example.org/")
        settings = ApiSettings()
        assert settings.port == 9090
        assert settings.public_url == "https://baton.example.org"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("BATON_PORT", "70000"),
            ("BATON_PORT", "http"),
            ("BATON_PUBLIC_URL", "baton.example.org"),
            ("BATON_PUBLIC_URL", "ftp://baton.example.org"),
            ("BATON_SESSION_HOURS", "0"),
            ("BATON_LINGER_SECONDS", "-1"),
        ],
    )
    def test_unfit_ones_are_refused(self, monkeypatch, name: str, value: str):
        monkeypatch.setenv(name, value)
        with pytest.raises(ValidationError):
            ApiSettings()

    @pytest.mark.parametrize(
        ("url", "secure", "expected"),
        [
            (None, None, False),
            ("http://a.example", None, False),
            ("https://a.example", None, True),
            ("https://a.example", False, False),
            (None, True, True),
        ],
    )
    def test_when_the_cookie_is_secure(self, url, secure, expected):
        assert ApiSettings(public_url=url, cookie_secure=secure).secure is expected
