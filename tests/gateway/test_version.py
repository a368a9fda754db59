"""The build id follows the code that is replayed, and nothing else."""

from __future__ import annotations

from gateway.version import ROOT, build_id


def tree(folder, **changed):
    files = {
        "definitions/a.py": "a = 1",
        "workflows/run.py": "run = 1",
        "workflows/simulator/s.py": "s = 1",
        "workflows/__pycache__/run.pyc": "x",
        "api/app.py": "app = 1",
        **changed,
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


class TestBuildId:
    def test_the_same_wherever_the_code_lies(self, tmp_path):
        assert build_id(tree(tmp_path / "one")) == build_id(tree(tmp_path / "two"))

    def test_replayed_code_makes_a_new_version(self, tmp_path):
        before = build_id(tree(tmp_path / "before"))
        for name in ("definitions/a.py", "workflows/run.py", "workflows/more.py"):
            after = tree(tmp_path / name.replace("/", "-"), **{name: "changed = 1"})
            assert build_id(after) != before

    def test_other_code_does_not(self, tmp_path):
        before = build_id(tree(tmp_path / "before"))
        for name in ("api/app.py", "workflows/simulator/s.py", "workflows/__pycache__/run.pyc"):
            after = tree(tmp_path / name.replace("/", "-"), **{name: "changed = 1"})
            assert build_id(after) == before

    def test_of_this_code(self):
        assert build_id(ROOT) == build_id(ROOT)
