"""The settings of outgoing calls are checked when the process starts."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from activities.settings import ActivitySettings


class TestActivitySettings:
    def test_defaults_allow_no_inner_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("ALLOW", "TIMEOUT_SECONDS", "MAX_BYTES"):
            monkeypatch.delenv(f"BATON_HTTP_{name}", raising=False)
        settings = ActivitySettings()
        assert settings.http_allow == ""
        assert settings.http_timeout_seconds == 30
        assert settings.http_max_bytes == 8 * 1024 * 1024

    def test_come_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("BATON_HTTP_ALLOW", "localhost,10.0.0.0/8")
        monkeypatch.setenv("BATON_HTTP_TIMEOUT_SECONDS", "2.5")
        settings = ActivitySettings()
        assert settings.http_allow == "localhost,10.0.0.0/8"
        assert settings.http_timeout_seconds == 2.5

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("BATON_HTTP_ALLOW", "10.0.0.0/99"),
            ("BATON_HTTP_HONOURS_KEY", "https://payments.example"),
            ("BATON_HTTP_TIMEOUT_SECONDS", "0"),
            ("BATON_HTTP_TIMEOUT_SECONDS", "inf"),
            ("BATON_HTTP_MAX_BYTES", "-1"),
            ("BATON_HTTP_MAX_BYTES", "many"),
        ],
    )
    def test_nonsense_stops_the_start(
        self, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        monkeypatch.setenv(name, value)
        with pytest.raises(ValidationError):
            ActivitySettings()

    def test_every_field_is_described(self) -> None:
        for name, field in ActivitySettings.model_fields.items():
            assert field.description, name
