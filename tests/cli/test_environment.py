from __future__ import annotations

import pytest

from cli.environment import sensible
from cli.errors import CliError
from store.settings import StoreSettings


class TestSensible:
    def test_faults_name_the_variable_and_keep_the_value(self, monkeypatch):
        monkeypatch.setenv("BATON_DATABASE_POOL", "s3cret")
        with pytest.raises(CliError) as caught:
            sensible(StoreSettings)
        assert "BATON_DATABASE_POOL: " in str(caught.value)
        assert "s3cret" not in str(caught.value)
        assert caught.value.__cause__ is None

    def test_right_ones(self):
        assert sensible(StoreSettings).database_pool == 10
