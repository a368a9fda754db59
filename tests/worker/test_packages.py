"""Which packages are installed; tests/worker/local/test_reloading.py tries the file system."""

from __future__ import annotations

from tests.worker.packaging import install
from worker.packages import FUNCTIONS, WORKFLOWS, Package, packages, places


class TestPackages:
    def test_of_one_group(self, tmp_path, monkeypatch):
        monkeypatch.syspath_prepend(str(tmp_path))
        install(tmp_path, "of-workflows", "m")
        install(tmp_path, "of-functions", "m", FUNCTIONS)
        assert Package("of-workflows", "1.0") in packages(WORKFLOWS)
        assert Package("of-functions", "1.0") not in packages(WORKFLOWS)
        assert Package("of-functions", "1.0") in packages()

    def test_places_are_where_python_looks(self):
        assert places() == places()
        assert all(time > 0 for _, time in places())
