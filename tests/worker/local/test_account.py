"""Tests of worker.local.account."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from worker.local.account import CANDIDATES, Account, for_postgres
from worker.local.trouble import LocalError

as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can lend accounts")
NOBODY = pwd.getpwnam("nobody")


@pytest.fixture
def nobody() -> Account:
    return Account("nobody", NOBODY.pw_uid, NOBODY.pw_gid)


class TestForPostgres:
    def test_an_ordinary_user_needs_none(self) -> None:
        assert for_postgres({}, uid=1000) is None

    def test_root_lends_one_without_rights(self) -> None:
        account = for_postgres({}, uid=0)
        assert account is not None
        assert account.name in CANDIDATES
        assert account.uid != 0

    def test_root_can_name_it(self) -> None:
        account = for_postgres({"BATON_POSTGRES_ACCOUNT": "nobody"}, uid=0)
        assert account == Account("nobody", NOBODY.pw_uid, NOBODY.pw_gid)

    @pytest.mark.parametrize("name", ["no-such-account", "root"])
    def test_one_that_will_not_do(self, name: str) -> None:
        with pytest.raises(LocalError, match="BATON_POSTGRES_ACCOUNT"):
            for_postgres({"BATON_POSTGRES_ACCOUNT": name}, uid=0)


@as_root
class TestReach:
    def test_a_closed_folder_above_is_noticed(self, tmp_path: Path, nobody: Account) -> None:
        closed = tmp_path / "closed"
        inner = closed / "inner"
        inner.mkdir(parents=True)
        closed.chmod(0o700)
        assert not nobody.can_enter(inner)
        assert not nobody.can_run(inner / "none")

    def test_an_open_one(self, nobody: Account) -> None:
        assert nobody.can_enter(Path("/"))
        assert nobody.can_run(Path("/bin/ls"))


class TestWithoutRights:
    def test_nothing_can_be_reached_for_another_account(
        self, nobody: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(*_: object, **__: object) -> None:
            raise PermissionError

        monkeypatch.setattr("worker.local.account.subprocess.run", refused)
        assert not nobody.can_enter(Path("/"))
        assert not nobody.can_run(Path("/bin/ls"))
