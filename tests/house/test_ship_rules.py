"""The rules for what is shipped, shown an image and a compose file with each fault in turn."""

from __future__ import annotations

import pytest

from tests.house import ship_rules

IMAGE = "FROM python:3.13-slim AS base\nFROM base\nUSER 10001:10001\nHEALTHCHECK CMD true\n"
SERVICE: dict[str, object] = {
    "read_only": True,
    "cap_drop": ["ALL"],
    "init": True,
    "security_opt": ["no-new-privileges:true"],
    "user": "10001:10001",
    "healthcheck": {"test": ["CMD", "true"]},
    "restart": "unless-stopped",
}
ONCE: dict[str, object] = {**SERVICE, "restart": "no"}


def compose(**changed: dict[str, object]) -> list[str]:
    services = {"migrate": ONCE, "api": SERVICE, "worker": SERVICE, "relay": SERVICE, **changed}
    return [str(finding) for finding in ship_rules.compose({"services": services})]


class TestImage:
    def test_right(self) -> None:
        assert list(ship_rules.dockerfile(IMAGE)) == []

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("python:3.13-slim", "python:latest"),
            ("python:3.13-slim", "python"),
            ("USER 10001:10001\n", ""),
            ("USER 10001:10001", "USER root"),
            ("USER 10001:10001", "USER 0"),
            ("HEALTHCHECK CMD true\n", ""),
            ("USER", "ENV BATON_MASTER_KEY=c2VjcmV0\nUSER"),
        ],
    )
    def test_wrong(self, old: str, new: str) -> None:
        assert len(list(ship_rules.dockerfile(IMAGE.replace(old, new)))) == 1


class TestCompose:
    def test_right(self) -> None:
        assert compose() == []

    @pytest.mark.parametrize(
        "change",
        [
            {"read_only": False},
            {"cap_drop": []},
            {"security_opt": []},
            {"user": "0:0"},
            {"user": "baton"},
            {"privileged": True},
            {"network_mode": "host"},
            {"restart": "no"},
            {"init": False},
        ],
    )
    def test_wrong(self, change: dict[str, object]) -> None:
        assert len(compose(worker={**SERVICE, **change})) == 1

    def test_without_a_health_check(self) -> None:
        bare = {key: value for key, value in SERVICE.items() if key != "healthcheck"}
        assert len(compose(api=bare)) == 1

    def test_a_migration_that_starts_again_for_ever(self) -> None:
        assert len(compose(migrate=SERVICE)) == 1

    def test_a_service_that_is_missing(self) -> None:
        (found,) = ship_rules.compose(
            {"services": {"migrate": ONCE, "api": SERVICE, "relay": SERVICE}}
        )
        assert "worker" in str(found)


class TestTheRest:
    def test_a_password_in_a_url(self) -> None:
        assert list(ship_rules.passwords("a", "x\npostgresql://ada:lovelace@db/baton"))
        assert list(ship_rules.passwords("a", "postgresql://baton_app@db/baton")) == []
        assert list(ship_rules.passwords("a", "like postgresql://me:password@db/baton")) == []
        assert list(ship_rules.passwords("a", "postgresql://${USER}:${PASSWORD}@db/baton")) == []

    def test_a_target_that_is_missing(self) -> None:
        text = "run:\ntest: x\nsoak check bench:\nclean := no\n"
        (found,) = ship_rules.makefile(text)
        assert "clean" in str(found)
