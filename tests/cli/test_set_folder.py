"""What lies where in a set of files, and what of a folder doesn't belong to it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from cli import set_folder
from cli.errors import CliError
from cli.set_folder import Strange


class TestFiles:
    def test_in_the_order_of_names_without_what_is_hidden(self, tmp_path):
        for name in ("b.YAML", "a.yml", ".git/x.yaml", "c/.x.yaml", "c/d/e.json", "readme.md"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        found = [path.relative_to(tmp_path) for path in set_folder.files(tmp_path)]
        assert found == [Path("a.yml"), Path("b.YAML"), Path("c/d/e.json")]

    def test_links_of_what_is_no_definition_are_passed_over(self, tmp_path):
        (tmp_path / "readme.md").symlink_to("elsewhere")
        (tmp_path / "loop").symlink_to(tmp_path)
        (strange,) = set_folder.files(tmp_path)
        assert isinstance(strange, Strange)
        assert strange.file.name == "loop"

    def test_a_folder_that_is_gone(self, tmp_path):
        (strange,) = set_folder.files(tmp_path / "none")
        assert isinstance(strange, Strange)
        assert "can't be read" in strange.why

    def test_too_many(self, tmp_path, monkeypatch):
        monkeypatch.setattr(set_folder, "MOST_FILES", 3)
        for number in range(4):
            (tmp_path / f"{number}.yaml").touch()
        with pytest.raises(CliError, match="more than 3 files"):
            list(set_folder.files(tmp_path))


class TestPlace:
    def test_of_a_version(self):
        found = set_folder.place(("sales", "order", "1.0.0-rc.1+b-7"))
        assert found == PurePosixPath("sales/order/1.0.0-rc.1+b-7.yaml")
        assert set_folder.ours(found)

    @pytest.mark.parametrize(
        "key",
        [
            ("..", "a", "1.0.0"),
            ("a", "/etc", "1.0.0"),
            ("a", "b", "../1.0.0"),
            ("a", "b", "1.0.0\n"),
            ("a\x00", "b", "1.0.0"),
            ("", "b", "1.0.0"),
            ("Ä", "b", "1.0.0"),
            ("a" * 64, "b", "1.0.0"),
        ],
    )
    def test_a_name_that_leads_elsewhere(self, key):
        with pytest.raises(CliError, match="can't be one"):
            set_folder.place(key)

    @pytest.mark.parametrize(
        ("name", "ours"),
        [
            ("a/b/1.0.0.yaml", True),
            ("a/b/states.json", True),
            ("a/b/layout.json", True),
            ("a/b/1.0.0.yml", False),
            ("a/b/1.0.0", False),
            ("a/b/notes.yaml", False),
            ("docs/b_/1.0.0.yaml", False),
        ],
    )
    def test_what_an_export_writes(self, name, ours):
        assert set_folder.ours(PurePosixPath(name)) is ours


def test_texts_are_always_the_same():
    states = set_folder.states_text("n/m", {"2.0.0": "draft", "1.0.0": "published"})
    assert states == set_folder.states_text("n/m", {"1.0.0": "published", "2.0.0": "draft"})
    assert states.endswith(b"}\n")
    layout = set_folder.layout_text("n/m", {"/do/0/☃": {"y": 1, "x": 2.5}})
    assert "☃".encode() in layout
