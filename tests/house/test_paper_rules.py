"""The rules for documents and for what a file may name, shown right and wrong ones."""

from __future__ import annotations

import pytest

from tests.house import paper_rules
from tests.house.source import Module

DECISION = (
    "# 0001: Sums\n\n## Status\n\nx\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n"
)
PATH = "docs/decisions/0001-sums.md"


TEXTS = {
    "README.md": "# Sums\n\n## How `it` works, really\n",
    "docs/a.md": "# A\n\n```\n# not a heading\n```\n",
}


class TestLinks:
    @pytest.mark.parametrize(
        "target",
        [
            "../README.md",
            "../README.md#how-it-works-really",
            "#a",
            "a.md",
            "../docs",
            "https://example.com/missing",
        ],
    )
    def test_right(self, target: str) -> None:
        assert list(paper_rules.links("docs/a.md", f"[x]({target})", TEXTS)) == []

    @pytest.mark.parametrize(
        "target", ["README.md", "../README.md#sums-of", "#not-a-heading", "b.md", "../../README"]
    )
    def test_wrong(self, target: str) -> None:
        assert len(list(paper_rules.links("docs/a.md", f"[x]({target})", TEXTS))) == 1

    def test_a_picture_is_a_link(self) -> None:
        assert list(paper_rules.links("docs/a.md", "![x](missing.png)", TEXTS))

    def test_code_is_none(self) -> None:
        assert list(paper_rules.links("docs/a.md", "```\n[x](b.md)\n```\n", TEXTS)) == []


class TestDecisions:
    def test_right(self) -> None:
        assert list(paper_rules.decision(PATH, DECISION)) == []

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("docs/decisions/1-sums.md", DECISION),
            ("docs/decisions/0001_Sums.md", DECISION),
            (PATH, DECISION.replace("0001", "0002")),
            (PATH, DECISION.replace("## Context\n", "")),
            (PATH, DECISION + "\n## Afterthought\n"),
            (PATH, DECISION + "word " * 700),
        ],
    )
    def test_wrong(self, path: str, text: str) -> None:
        assert len(list(paper_rules.decision(path, text))) == 1


class TestForeign:
    @pytest.mark.parametrize(
        "line",
        [
            "index = https://pypi." + "org/simple",
            '"resolved": "https://registry.npmjs.' + "org/a.tgz",
            "cd /wo" + "rk/main",
            "see /ro" + "ot/.cache",
            "(/ho" + "me/ada/baton)",
            "as in iss" + "ue 12",
        ],
    )
    def test_wrong(self, line: str) -> None:
        (found,) = paper_rules.foreign("a.md", "fine\n" + line, {})
        assert found.where == "a.md:2"

    @pytest.mark.parametrize(
        "line",
        [
            "the working folder is ./work/main",
            "https://example.com/root/x",
            "WORKDIR /app",
            "read-only root file system",
            "an issue of 12 people",
        ],
    )
    def test_right(self, line: str) -> None:
        assert list(paper_rules.foreign("a.md", line, {})) == []

    def test_the_registry_of_this_machine(self) -> None:
        environment = {
            "PIP_INDEX_URL": "https://who:what@mirror.example.net/simple",
            "GOPROXY": "direct",
        }
        assert list(paper_rules.foreign("a.md", "from mirror.example.net", environment))
        assert list(paper_rules.foreign("a.md", "direct", environment)) == []

    @pytest.mark.parametrize(
        "line",
        [
            '  "resolved": "https://example.com/a.tgz",',
            "--index-url https://example.com",
            "a @ https://example.com/a.whl",
        ],
    )
    def test_a_lock_file_that_names_a_place(self, line: str) -> None:
        assert list(paper_rules.lockfile("a.lock", line))

    def test_a_lock_file_that_names_hashes(self) -> None:
        text = 'a==1 --hash=sha256:00\n"funding": {"url": "https://example.com"}\n'
        assert list(paper_rules.lockfile("a.lock", text)) == []


class TestSettings:
    MODULE = Module(
        "api/settings.py",
        "class ApiSettings(BaseSettings):\n"
        "    model_config = SettingsConfigDict()\n"
        "    port: int = Field(default=1, description='Where.')\n"
        "    host: str = 'x'\n"
        "    name: str = Field(default='x', description='')\n"
        "class Other:\n"
        "    size: int\n",
    )

    def test_fields_and_whether_they_are_described(self) -> None:
        assert paper_rules.settings(self.MODULE) == {
            "BATON_PORT": True,
            "BATON_HOST": False,
            "BATON_NAME": False,
        }

    def test_documented_are_rows_with_a_meaning(self) -> None:
        text = "| `BATON_PORT` | 8080 | Where. |\n| `BATON_HOST` | | |\nand `BATON_NAME`\n"
        assert paper_rules.documented(text) == {"BATON_PORT"}
        assert paper_rules.variables(text) == {"BATON_PORT", "BATON_HOST", "BATON_NAME"}
