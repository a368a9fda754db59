"""Mutation testing of the machine: changes one thing at a time, and sees if a test notices.

`python scripts/mutants.py --share 10` tries every tenth change. The tests are loaded once. For each
mutant the process forks, the child gets the changed code in the place of the function's own, and
plays the tests that have come to the changed lines, until one fails. Never: a file written, a
database or a network; and no mutant that takes all of the machine: its memory and its seconds are
limited, and running out of them counts as noticed.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.mutations import Mutant, mutants_of  # noqa: E402 - found by the line above

MUTATED = "workflows/machine"
TESTS = (
    "tests/workflows/machine",
    "tests/workflows/simulator",
    "tests/workflows/test_machine.py",
    "tests/conformance/test_playing.py",
)
CPU_SECONDS, MEMORY_BYTES = 30, 2 * 1024**3
NICE = 15
KILLED, SURVIVED = 1, 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of it all is to be tried."""

    share: int
    only: str


class Mutation:
    """A plugin of pytest's: plays the tests once, then once more for each mutant."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._reached: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return True
        for item in session.items:
            if not self._play_watched(item):
                print(f"{item.nodeid} fails without any mutant: correct that first.")
                session.testsfailed = 1
                return True
        self._try_all()
        return True

    def _play_watched(self, item: pytest.Item) -> bool:
        lines: set[tuple[str, int]] = set()

        def watch(frame: FrameType, _event: str, _given: object) -> object:
            name = frame.f_code.co_filename
            if MUTATED not in name:
                return None
            lines.add((name, frame.f_lineno))
            return watch

        sys.settrace(watch)
        try:
            passed = _passes(item)
        finally:
            sys.settrace(None)
        for line in sorted(lines):
            self._reached[line].append(item)
        return passed

    def _try_all(self) -> None:
        survivors: list[Mutant] = []
        tried: Counter[str] = Counter()
        for number, mutant in enumerate(self._mutants()):
            if number % self._wanted.share:
                continue
            tried[mutant.path] += 1
            if not self._notices(mutant):
                survivors.append(mutant)
                print(f"survived {mutant}", flush=True)
        _tell(tried, survivors)

    def _mutants(self) -> Iterator[Mutant]:
        for file in sorted((ROOT / MUTATED).rglob("*.py")):
            path = str(file.relative_to(ROOT))
            if self._wanted.only in path:
                yield from mutants_of(path, file.read_text())

    def _notices(self, mutant: Mutant) -> bool:
        items: dict[pytest.Item, None] = {}
        for line in range(mutant.line, mutant.end_line + 1):
            items.update(dict.fromkeys(self._reached.get((str(ROOT / mutant.path), line), ())))
        function = _function(mutant)
        if not items or function is None:
            return False
        child = os.fork()
        if not child:
            os._exit(_as_mutant(function, mutant.code, items))
        _, status = os.waitpid(child, 0)
        return status != SURVIVED


def _as_mutant(function: FunctionType, code: CodeType, items: dict[pytest.Item, None]) -> int:
    """In the child: whatever goes wrong is noticed."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    try:
        function.__code__ = code
        return SURVIVED if all(_passes(item) for item in items) else KILLED
    except BaseException:  # noqa: BLE001 - a mutant may raise anything, and this process ends here
        return KILLED


def _passes(item: pytest.Item) -> bool:
    item.session._setupstate.teardown_exact(None)  # noqa: SLF001 - as pytest's own loop does
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _function(mutant: Mutant) -> FunctionType | None:
    """The live one, whose code everybody who has it imported will run."""
    found: object = sys.modules.get(mutant.path.removesuffix(".py").replace("/", "."))
    for step in mutant.function.split("."):
        found = vars(found).get(step) if found is not None else None
    found = getattr(found, "__func__", None) or getattr(found, "fget", None) or found
    return found if isinstance(found, FunctionType) else None


def _tell(tried: Counter[str], survivors: list[Mutant]) -> None:
    lived = Counter(mutant.path for mutant in survivors)
    for path, count in sorted(tried.items()):
        print(f"{path}: {count - lived[path]} of {count} noticed")
    count = tried.total()
    share = 100 * (count - len(survivors)) // count if count else 100
    print(f"{count - len(survivors)} of {count} mutants noticed: {share} %")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=int, default=1, help="try every so many-th mutant")
    parser.add_argument("--only", default="", help="a part of the path of the modules to change")
    given = parser.parse_args()
    os.nice(NICE)
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "timeout=0", "-s"]
    mutation = Mutation(Wanted(max(1, given.share), given.only))
    return pytest.main([*options, *(str(ROOT / test) for test in TESTS)], plugins=[mutation])


if __name__ == "__main__":
    sys.exit(main())
