"""Tests of worker.local.preparing, in a small clone with fake tools."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from worker.local import preparing, steps
from worker.local.preparing import Preparing, Stamp, browser, digest, sources
from worker.local.steps import Step
from worker.local.trouble import LocalError

NPM = """
echo "$@" >> {folder}/npm-calls
case "$1" in
ci) mkdir -p node_modules/.bin; cp {folder}/playwright node_modules/.bin/playwright;;
run) mkdir -p dist; touch dist/index.html;;
esac
exit
"""
UV = """
echo "$@" >> {folder}/uv-calls
if [ "$1" = venv ]; then
    for place; do :; done
    mkdir -p "$place/bin" "$place/lib/python{version}"; cp {folder}/python "$place/bin/python"
fi
if [ "$1" = --version ]; then echo 'uv 0.13.8'; fi
exit
"""
TEMPORAL = "temporal version 1.5.1 (Server 1.32.0)"


@pytest.fixture
def clone(tmp_path: Path, program) -> Path:
    root = tmp_path / "clone"
    (root / "designer" / "src").mkdir(parents=True)
    (root / "designer" / "src" / "main.ts").write_text("1")
    package = {"engines": {"node": ">=20"}}
    (root / "designer" / "package.json").write_text(json.dumps(package))
    (root / "designer" / "package-lock.json").write_text("{}")
    for name in ("requirements.lock", "pyproject.toml"):
        (root / name).write_text("")
    tools = tmp_path / "tools"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    program(tmp_path / "python")
    program(tmp_path / "playwright", "", f'echo "$@" >> {tmp_path}/playwright-calls')
    program(tools / "node", "v22.1.0")
    program(tools / "npm", "", NPM.replace("{folder}", str(tmp_path)))
    script = UV.replace("{folder}", str(tmp_path)).replace("{version}", version)
    program(tools / "uv", "", script)
    program(tools / "temporal", TEMPORAL)
    return root


@pytest.fixture
def prepare(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preparing:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    path = f"{tmp_path / 'tools'}{os.pathsep}/usr/bin:/bin"
    monkeypatch.setattr(preparing, "BROWSERS", ("no-such-browser",))
    return Preparing(clone, {"PATH": path, "XDG_CACHE_HOME": str(tmp_path / "cache")})


def again(prepare: Preparing) -> Preparing:
    return Preparing(prepare.root, prepare.environment)


def left(prepare: Preparing, **what: bool) -> list[str]:
    return [step.name for step in steps.to_do(again(prepare).steps(**what))]


def carry_out(prepare: Preparing, **what: bool) -> None:
    found = again(prepare)
    steps.run(steps.to_do(found.steps(**what)), lambda _: None, found.commands.stop)


class TestSteps:
    def test_a_fresh_clone_and_then_nothing(self, prepare: Preparing, tmp_path: Path) -> None:
        assert left(prepare) == ["python", "packages", "web"]
        carry_out(prepare)
        assert left(prepare) == []
        calls = (tmp_path / "uv-calls").read_text()
        assert "pip sync --require-hashes requirements.lock" in calls
        assert "pip install --no-deps --no-build-isolation -e ." in calls

    def test_what_a_start_has_built_needs_no_packages_any_more(self, prepare: Preparing) -> None:
        carry_out(prepare)
        (prepare.root / ".tools" / "stamps" / "packages").unlink()
        assert left(prepare) == []
        assert left(prepare, work=True) == ["packages"]

    @pytest.mark.parametrize(
        ("file", "expected"),
        [
            ("requirements.lock", ["python"]),
            ("pyproject.toml", ["python"]),
            ("designer/src/main.ts", ["web"]),
            ("designer/package-lock.json", ["packages", "web"]),
        ],
    )
    def test_a_change_repeats_what_it_touches(
        self, prepare: Preparing, file: str, expected: list[str]
    ) -> None:
        carry_out(prepare)
        (prepare.root / file).write_text("changed")
        assert left(prepare) == expected
        carry_out(prepare)
        assert left(prepare) == []

    def test_what_was_removed_is_made_again(self, prepare: Preparing) -> None:
        carry_out(prepare)
        (prepare.designer / "dist" / "index.html").unlink()
        assert left(prepare) == ["web"]
        prepare.python.unlink()
        assert left(prepare) == ["python", "web"]

    def test_an_environment_of_another_python_is_made_anew(
        self, prepare: Preparing, tmp_path: Path
    ) -> None:
        prepare.python.parent.mkdir(parents=True)
        prepare.python.touch()
        carry_out(prepare)
        assert "venv --quiet --clear" in (tmp_path / "uv-calls").read_text()

    def test_without_the_machines_tools_they_are_fetched(self, prepare: Preparing) -> None:
        bare = Preparing(prepare.root, {**prepare.environment, "PATH": "/nowhere"})
        names = [step.name for step in steps.to_do(bare.steps(tests=True))]
        assert names == ["uv", "python", "node", "packages", "temporal", "web", "browser"]

    @pytest.mark.parametrize(
        ("kinds", "wanted"),
        [("1", True), ("shell, javascript", True), ("shell", False), ("", False)],
    )
    def test_scripts_in_javascript_need_node_also_where_all_is_built(
        self, prepare: Preparing, kinds: str, *, wanted: bool
    ) -> None:
        carry_out(prepare)
        environment = {**prepare.environment, "PATH": "/nowhere", "BATON_ALLOW_SCRIPTS": kinds}
        names = [step.name for step in steps.to_do(Preparing(prepare.root, environment).steps())]
        assert ("node" in names) is wanted

    def test_a_failed_build_is_tried_again(
        self, prepare: Preparing, tmp_path: Path, program
    ) -> None:
        script = 'if [ "$1" = run ]; then echo "error: no such file"; exit 1; fi'
        program(tmp_path / "tools" / "npm", "", script)
        with pytest.raises(LocalError, match="Building the web application failed: error: no suc"):
            carry_out(prepare)
        assert "web" in left(prepare)


class TestNpm:
    def test_the_machines(self, prepare: Preparing, tmp_path: Path) -> None:
        npm, more = prepare.npm()
        assert npm == [str(tmp_path / "tools" / "npm")]
        assert more["PATH"].startswith(str(tmp_path / "tools"))

    def test_a_missing_one_is_fetched(
        self, prepare: Preparing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "tools" / "node").rename(tmp_path / "node")

        def fetch(fetcher: object) -> None:
            del fetcher
            (tmp_path / "node").rename(tmp_path / "tools" / "node")

        monkeypatch.setattr(type(prepare.fetcher), "fetch_node", fetch)
        bare = Preparing(prepare.root, {**prepare.environment, "PATH": str(tmp_path / "tools")})
        assert bare.npm()[0] == [str(tmp_path / "tools" / "npm")]


class TestBrowser:
    def fetch(self, prepare: Preparing) -> list[str]:
        said: list[str] = []
        step = next(step for step in prepare.steps(tests=True) if step.name == "browser")
        assert isinstance(step, Step)
        assert not step.done()
        step.act(said.append)
        return said

    @pytest.fixture
    def playwright(self, prepare: Preparing, tmp_path: Path, program) -> Callable[[str], None]:
        def make(script: str) -> None:
            log = f'echo "$@" >> {tmp_path}/playwright-calls\n'
            program(prepare.designer / "node_modules/.bin/playwright", "", log + script)

        return make

    def test_playwrights_own_first(
        self, prepare: Preparing, tmp_path: Path, playwright, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "getuid", lambda: 1000)
        playwright("")
        assert self.fetch(prepare) == []
        assert (tmp_path / "playwright-calls").read_text() == "install chromium\n"

    def test_root_also_gets_its_libraries(
        self, prepare: Preparing, tmp_path: Path, playwright, program, monkeypatch
    ) -> None:
        monkeypatch.setattr(os, "getuid", lambda: 0)
        program(tmp_path / "tools" / "apt-get")
        playwright("")
        self.fetch(prepare)
        calls = (tmp_path / "playwright-calls").read_text()
        assert calls == "install chromium\ninstall-deps chromium\n"

    def test_else_debians_package(
        self, prepare: Preparing, tmp_path: Path, playwright, program, monkeypatch
    ) -> None:
        monkeypatch.setattr(os, "getuid", lambda: 0)
        program(tmp_path / "tools" / "apt-get", "", f'echo "$@" >> {tmp_path}/apt-calls')
        playwright("echo ENOTFOUND; exit 1")
        assert self.fetch(prepare) == [
            "Playwright's own can't be downloaded here: taking Debian's package"
        ]
        assert (tmp_path / "apt-calls").read_text().splitlines() == [
            "--quiet update",
            "--quiet install --yes --no-install-recommends chromium",
        ]

    def test_else_a_sentence(self, prepare: Preparing, playwright, monkeypatch) -> None:
        monkeypatch.setattr(os, "getuid", lambda: 1000)
        playwright("echo ENOTFOUND; exit 1")
        with pytest.raises(LocalError, match="apt-get install chromium"):
            self.fetch(prepare)

    def test_the_machines_own_counts(self, tmp_path: Path, program, monkeypatch) -> None:
        monkeypatch.setattr(Path, "home", lambda: tmp_path)
        assert browser({"PATH": str(tmp_path)}) is None
        own = program(tmp_path / "chromium")
        assert browser({"PATH": str(tmp_path)}) == own

    def test_a_finished_download_counts(self, tmp_path: Path) -> None:
        given = {"PATH": "/nowhere", "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
        place = tmp_path / "chromium-1255"
        place.mkdir()
        assert browser(given) is None
        (place / "INSTALLATION_COMPLETE").touch()
        assert browser(given) == place


class TestStamp:
    def test_it_holds_for_its_content_and_while_the_result_is_there(self, tmp_path: Path) -> None:
        result = tmp_path / "result"
        stamp = Stamp(tmp_path, "web", "1", result)
        assert not stamp.holds()
        stamp.set()
        assert not stamp.holds()
        result.touch()
        assert stamp.holds()
        assert not Stamp(tmp_path, "web", "2", result).holds()

    def test_what_is_made_is_no_source(self, tmp_path: Path) -> None:
        for name in ("src/a.ts", "node_modules/x/y.js", "dist/index.html", "package.json"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        found = [str(path.relative_to(tmp_path)) for path in sources(tmp_path)]
        assert sorted(found) == ["package.json", "src/a.ts"]

    def test_names_and_contents_count(self, tmp_path: Path) -> None:
        one, two = tmp_path / "one", tmp_path / "two"
        one.write_text("x")
        two.write_text("x")
        assert digest([one]) != digest([two])
        before = digest([one])
        one.write_text("y")
        assert digest([one]) != before
