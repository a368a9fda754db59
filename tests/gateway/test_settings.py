"""Settings: from the environment, with defaults for a local server."""

from __future__ import annotations

from gateway.settings import GatewaySettings


class TestSettings:
    def test_from_the_environment(self, monkeypatch):
        monkeypatch.setenv("BATON_TEMPORAL_ADDRESS", "temporal.example:7233")
        assert GatewaySettings().temporal_address == "temporal.example:7233"

    def test_every_field_is_explained(self):
        assert all(field.description for field in GatewaySettings.model_fields.values())
