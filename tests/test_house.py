"""The rules of the house, held over every tracked file. Each rule has its own proof beside it in
tests/house/, and those who may break one for now stand in tests/house/allowed.py.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import packages_distributions, requires
from itertools import pairwise

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from definitions import lint, reader
from tests.house import code_rules, paper_rules, replay_rules, ship_rules
from tests.house.allowed import ALLOWED, SURFACE
from tests.house.source import (
    ROOMS,
    ROOT,
    Finding,
    Module,
    code,
    everything,
    files,
    imports,
    modules,
    read,
)

APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
ARCHITECTURE_LINES = 150
README_LINES = 100
OF_TESTS = ("BATON_TEST", "BATON_E2E")
"""How variables begin that only the test suite knows."""

EVERYWHERE = (
    code_rules.long_files,
    code_rules.long_functions,
)
IN_ROOMS = (
    code_rules.deep_functions,
    code_rules.nested_imports,
    code_rules.commits,
    code_rules.sql,
    code_rules.thawed,
    code_rules.prints,
    code_rules.surfaces,
)
IN_REPLAY = (replay_rules.effects, replay_rules.clocks, replay_rules.set_order)

Rule = Callable[[Module], Iterable[Finding]]


def hold(rule: str, findings: Iterable[Finding]) -> None:
    """No finding but those allowed, and of those none other than it was."""
    allowed = dict(ALLOWED.get(rule, {}))
    wrong: list[str] = []
    for finding in findings:
        size = allowed.pop(finding.where, None)
        if size is None:
            wrong.append(str(finding))
        elif size != finding.size:
            more = "grew" if finding.size > size else "shrank: lower its entry in allowed.py"
            wrong.append(f"{finding} (allowed {size}, {more})")
    wrong += [f"{where}: allowed {rule}, and keeps it: take it off the list" for where in allowed]
    assert not wrong, f"{rule}:\n  " + "\n  ".join(wrong)


def over(rule: Rule, judged: Iterable[Module]) -> Iterator[Finding]:
    for module in judged:
        yield from rule(module)


def settings_modules() -> list[Module]:
    return [module for module in code() if module.parts[-1] == "settings.py"]


def runtime_distributions() -> frozenset[str]:
    """All that pyproject.toml asks for to run, and what that asks for, extras included."""
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    waiting = [(Requirement(text), "") for text in project["dependencies"]]
    met: set[tuple[str, str]] = set()
    while waiting:
        wanted, asked_for = waiting.pop()
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": asked_for}):
            continue
        name = canonicalize_name(wanted.name)
        for extra in {(name, ""), *((name, extra) for extra in wanted.extras)} - met:
            met.add(extra)
            waiting += [(Requirement(text), extra[1]) for text in requires(name) or ()]
    return frozenset(name for name, _ in met)


def text_of(path: str) -> str:
    text = read(path)
    assert text, f"{path} is missing or empty"
    return text


def texts() -> Iterator[tuple[str, str]]:
    for path in files():
        text = read(path)
        if text is not None:
            yield path, text


class TestCode:
    def test_every_module_says_what_it_is_for_and_what_never_happens_in_it(self) -> None:
        judged = (*code(), *modules("bench", "scripts"))
        hold("heads", over(code_rules.heads, judged))

    @pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
    def test_every_file(self, rule: Rule) -> None:
        hold(rule.__name__, over(rule, everything()))

    @pytest.mark.parametrize("rule", IN_ROOMS, ids=lambda rule: rule.__name__)
    def test_every_room(self, rule: Rule) -> None:
        hold(rule.__name__, over(rule, code()))

    def test_every_module_has_its_tests(self) -> None:
        tests = frozenset(path for path in files() if path.startswith("tests/"))
        hold("untested", (f for module in code() for f in code_rules.untested(module, tests)))

    def test_every_module_is_reached(self) -> None:
        hold("unreached", code_rules.unreached((*code(), *modules("scripts"))))

    def test_tests_do_not_sleep(self) -> None:
        hold("sleeps", over(code_rules.sleeps, modules("tests")))

    def test_tests_judge_no_speed(self) -> None:
        hold("timings", over(code_rules.timings, modules("tests")))

    def test_test_folders_are_no_packages(self) -> None:
        assert [path for path in files() if re.match(r"tests/(.*/)?__init__\.py$", path)] == []

    def test_every_folder_of_a_room_is_a_package(self) -> None:
        folders = {"/".join(module.parts[:-1]) for module in code() if not module.is_revision}
        packages = {"/".join(module.parts[:-1]) for module in code() if module.is_init}
        plain = {"store/migrations"}  # Alembic's own layout
        assert sorted(folders - packages - plain) == []
        assert set(ROOMS) <= packages

    def test_the_surface_is_pinned(self) -> None:
        offered = {
            "/".join(module.parts[:-1]): tuple(sorted(code_rules.exported(module) or ()))
            for module in code()
            if module.is_init
        }
        assert {folder: names for folder, names in offered.items() if names} == SURFACE

    def test_every_list_of_offenders_belongs_to_a_rule(self) -> None:
        rules = (*EVERYWHERE, *IN_ROOMS, *IN_REPLAY, code_rules.heads, code_rules.untested)
        known = {rule.__name__ for rule in rules} | {"sleeps", "timings", "replayed_definitions"}
        assert set(ALLOWED) <= known
        assert all(size > 0 for entries in ALLOWED.values() for size in entries.values())


class TestReplay:
    @pytest.mark.parametrize("rule", IN_REPLAY, ids=lambda rule: rule.__name__)
    def test_workflows_and_the_language_are_deterministic(self, rule: Rule) -> None:
        hold(rule.__name__, over(rule, modules("workflows", "definitions")))

    def test_the_machine_starts_without_temporal_and_without_an_event_loop(self) -> None:
        program = (
            "import sys, json, pkgutil, importlib, workflows.machine as m\n"
            "for found in pkgutil.walk_packages(m.__path__, m.__name__ + '.'):\n"
            "    importlib.import_module(found.name)\n"
            "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))\n"
        )
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if "COV" not in name},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        loaded = set(json.loads(done.stdout))
        strangers = {"temporalio", "asyncio", "sqlalchemy", "psycopg", "httpx", "fastapi"}
        assert sorted(loaded & (strangers | (set(ROOMS) - {"definitions", "workflows"}))) == []

    def test_activities_are_named_alike_on_both_sides(self) -> None:
        constants: dict[str, str] = {}
        for module in modules("definitions", "workflows", "activities"):
            constants |= replay_rules.string_constants(module)
        wanted = replay_rules.activities_wanted(modules("workflows"), constants)
        offered = replay_rules.activities_offered(modules("activities"), constants)
        assert wanted, "found no activity that workflow code names: the rule has gone blind"
        assert sorted(wanted) == sorted(offered)


class TestDocuments:
    def test_links_lead_somewhere(self) -> None:
        known = {path: read(path) or "" for path in files()}
        pages = [(path, text) for path, text in known.items() if path.endswith(".md")]
        hold("links", (f for page in pages for f in paper_rules.links(*page, known)))

    def test_decisions_have_their_four_parts_and_follow_one_another(self) -> None:
        found = [(path, text) for path, text in texts() if path.startswith("docs/decisions/")]
        hold("decision", (f for page in found for f in paper_rules.decision(*page)))
        numbers = [int(path.split("/")[-1][:4]) for path, _ in found]
        assert numbers[0] == 1
        assert all(later == one + 1 for one, later in pairwise(numbers))

    def test_the_architecture_fits_one_reading_and_knows_every_room(self) -> None:
        text = text_of("docs/architecture.md")
        assert text.count("\n") <= ARCHITECTURE_LINES
        assert [room for room in (*ROOMS, "designer") if f"`{room}/`" not in text] == []
        entries = re.findall(r"`((?:" + "|".join(ROOMS) + r")/[\w./]+\.py)`", text)
        assert [path for path in entries if path not in files()] == []

    def test_the_readme_is_short(self) -> None:
        assert text_of("README.md").count("\n") <= README_LINES

    def test_every_process_shown_could_be_published(self) -> None:
        shown = [
            (path, block)
            for path, text in texts()
            # The page of errors shows mistakes.
            if path.endswith(".md") and path != "docs/errors.md"
            for block in re.findall(r"```yaml\n(document:.*?)```", text, re.DOTALL)
        ]
        assert shown
        for path, block in shown:
            reading = reader.read(block)
            faults = [*reading.diagnostics, *lint.lint(reading), *lint.publishable(reading)]
            assert [str(fault) for fault in faults if fault.severity == "error"] == [], path
            assert reading.workflow is not None, path

    def test_the_changelog_is_open(self) -> None:
        assert re.search(r"^## \[Unreleased\]$", text_of("CHANGELOG.md"), re.MULTILINE)

    def test_the_license_is_unaltered(self) -> None:
        assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2

    def test_no_tracked_file_names_a_machine_a_registry_or_a_ticket(self) -> None:
        judged = [page for page in texts() if not page[0].startswith("tests/house/")]
        hold("foreign", (f for page in judged for f in paper_rules.foreign(*page)))

    def test_lock_files_name_no_place_to_download_from(self) -> None:
        locks = [page for page in texts() if re.search(r"(\.lock|-lock\.json)$", page[0])]
        assert locks
        hold("lockfile", (f for page in locks for f in paper_rules.lockfile(*page)))


class TestSettings:
    def test_each_is_documented_and_each_documented_one_is_read(self) -> None:
        known: dict[str, bool] = {}
        for module in settings_modules():
            known |= paper_rules.settings(module)
        undescribed = sorted(name for name, described in known.items() if not described)
        assert undescribed == [], "settings without a description"
        documented = paper_rules.documented(text_of("docs/operations.md"))
        read_somewhere = set(known)
        for path, text in texts():
            if path.split("/")[0] in {*ROOMS, "scripts", "Makefile", "Dockerfile", "compose.yaml"}:
                read_somewhere |= paper_rules.variables(text)
        read_somewhere = {name for name in read_somewhere if not name.startswith(OF_TESTS)}
        assert sorted(read_somewhere - documented) == [], "not documented in docs/operations.md"
        assert sorted(documented - read_somewhere) == [], "documented, and nothing reads it"

    def test_one_name_has_one_meaning(self) -> None:
        names = [name for module in settings_modules() for name in paper_rules.settings(module)]
        assert [name for name, times in Counter(names).items() if times > 1] == []

    def test_no_other_page_speaks_of_a_setting_that_is_not_there(self) -> None:
        documented = paper_rules.documented(text_of("docs/operations.md"))
        named = {
            name: path
            for path, text in texts()
            if path.endswith(".md")
            for name in paper_rules.variables(text)
            if not name.startswith(OF_TESTS)
        }
        assert {name: path for name, path in named.items() if name not in documented} == {}


class TestShipping:
    def test_the_image(self) -> None:
        hold("dockerfile", ship_rules.dockerfile(text_of("Dockerfile")))

    def test_the_compose_example(self) -> None:
        hold("compose", ship_rules.compose(yaml.safe_load(text_of("compose.yaml"))))

    def test_the_signed_heads_outlive_their_container(self) -> None:
        services = yaml.safe_load(text_of("compose.yaml"))["services"]
        for name in ("relay", "api"):
            file = services[name]["environment"]["BATON_AUDIT_HEADS"]
            places = [volume.split(":")[1] for volume in services[name]["volumes"]]
            assert any(file.startswith(f"{place}/") for place in places), name

    def test_production_needs_no_development_tool(self) -> None:
        """The image has the dependencies of pyproject.toml and theirs, nothing of the groups."""
        there = runtime_distributions()
        owners = packages_distributions()
        missing: set[str] = set()
        for module in code():
            for name, _ in imports(module.tree):
                packages = owners.get(name.split(".")[0], [])
                if packages and not there & {canonicalize_name(package) for package in packages}:
                    missing.add(f"{module.path} imports {name}")
        assert sorted(missing) == []
        assert "greenlet" in there, "SQLAlchemy's asyncio needs it: depend on sqlalchemy[asyncio]"

    def test_no_tracked_url_carries_a_password(self) -> None:
        judged = [page for page in texts() if page[0].split("/")[0] not in {"tests", "bench"}]
        hold("passwords", (f for page in judged for f in ship_rules.passwords(*page)))

    def test_the_commands_are_there(self) -> None:
        hold("makefile", ship_rules.makefile(text_of("Makefile")))

    def test_ci_runs_what_developers_run(self) -> None:
        assert "make check test" in text_of(".ci/run")
        assert os.access(ROOT / ".ci/run", os.X_OK)
        flow = yaml.safe_load(text_of(".github/workflows/ci.yml"))
        steps = [step for job in flow["jobs"].values() for step in job["steps"]]
        assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
        assert all(re.search(r"@[0-9a-f]{40}$", step["uses"]) for step in steps if "uses" in step)
