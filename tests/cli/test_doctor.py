from __future__ import annotations

import json

import pytest

from cli import doctor, machine_checks, service_checks, stack
from cli.machine_checks import Check
from cli.stack import LocalStack

WELL = Check("python", ok=True, detail="3.11.0")
ILL = Check("api", ok=False, detail="http://localhost:8080: away", remedy="Start it.")


@pytest.fixture
def checks(monkeypatch):
    """What was found, without looking."""

    def tell(*found: Check) -> None:
        async def look(*_where: object) -> list[Check]:
            return list(found)

        monkeypatch.setattr(machine_checks, "look", lambda *_given: [WELL])
        monkeypatch.setattr(service_checks, "look", look)

    return tell


class TestDoctor:
    def test_well(self, baton, checks):
        checks()
        result = baton("doctor")
        assert result.exit_code == 0
        assert result.stdout == "ok  python  3.11.0\n\nAll is well.\n"

    def test_ill(self, baton, checks):
        checks(ILL)
        result = baton("doctor")
        assert result.exit_code == 1
        assert "NO  api     http://localhost:8080: away" in result.stdout
        assert result.stdout.rstrip().endswith("api: Start it.")

    def test_the_keys_for_programs_stay(self, baton, checks, nowhere):
        told = {
            "url": "http://localhost:8080",
            "temporal_address": "127.0.0.1:7000",
            "database_url": "postgresql://baton_app:s3cret@127.0.0.1:5000/baton",
        }
        (nowhere / stack.FILE).write_text(json.dumps(told))
        checks(ILL)
        result = baton("doctor", "--json")
        assert result.exit_code == 1
        assert json.loads(result.stdout) == {
            "addresses": {
                "api": "http://localhost:8080",
                "temporal": "127.0.0.1:7000",
                "postgres": "postgresql://baton_app@127.0.0.1:5000/baton",
            },
            "checks": [
                {"name": "python", "ok": True, "detail": "3.11.0", "remedy": None},
                {
                    "name": "api",
                    "ok": False,
                    "detail": "http://localhost:8080: away",
                    "remedy": "Start it.",
                },
            ],
        }

    @pytest.mark.parametrize(
        ("name", "value"), [("BATON_DATABASE_POOL", "s3cret"), ("BATON_URL", "nowhere")]
    )
    def test_settings_that_cannot_be_right_are_a_trouble(
        self, baton, checks, monkeypatch, name, value
    ):
        monkeypatch.setenv(name, value)
        checks()
        result = baton("doctor")
        assert result.exit_code == 1
        assert "NO  settings" in result.stdout
        assert "s3cret" not in result.stdout


class TestTemporalSettings:
    def test_the_environment_goes_before_the_stack(self, monkeypatch, tmp_path):
        found = LocalStack(tmp_path, temporal_address="local:1", temporal_namespace="local")
        assert doctor.temporal_settings(found).temporal_address == "local:1"
        monkeypatch.setenv("BATON_TEMPORAL_ADDRESS", "mine:2")
        settings = doctor.temporal_settings(found)
        assert (settings.temporal_address, settings.temporal_namespace) == ("mine:2", "local")
