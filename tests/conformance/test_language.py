"""The language against the corpus: what must be refused is, at its place; all else is accepted.

Never: a run. `run.py` runs the cases against a stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from definitions import read
from definitions.composer import compose
from definitions.functions.catalogue import shipped
from definitions.lint import lint, publishable
from definitions.values import Json
from tests.shared import needs, shared_files

OPEN = Path(__file__).parent / "cases" / "open"
EXAMPLES = "conformance/examples/*.yaml"
FEATURES = "conformance/ctk/features/*.feature"
_DEFINITION = re.compile(
    r'given a workflow with definition:\s*"""yaml\n(.*?)"""', re.DOTALL | re.IGNORECASE
)


def case_of(path: Path) -> dict[str, Json]:
    case = compose(path.read_text()).value
    assert isinstance(case, dict)
    return case


def refusals(case: dict[str, Json]) -> list[dict[str, Json]]:
    """The readings of the standard by which the definition is refused."""
    readings = case.get("expect_any") or [case["expect"]]
    return [one["rejected"] for one in readings if "rejected" in one]


def must_be_refused(case: dict[str, Json]) -> bool:
    return len(refusals(case)) == len(case.get("expect_any") or [case["expect"]])


def texts(case: dict[str, Json]) -> Iterator[str]:
    """Ports stand where numbers must."""
    for text in case["definitions"]:
        yield text.replace("{{closed_port}}", "9").replace("{{stub_port}}", "9")


def faults(text: str, *, publishing: bool) -> list[tuple[str, int]]:
    reading = read(text)
    found = [*reading.diagnostics, *lint(reading, shipped())]
    if publishing:
        found += publishable(reading, published={})
    return [(fault.pointer, fault.line) for fault in found if fault.severity == "error"]


def fits(refusal: dict[str, Json], found: list[tuple[str, int]]) -> bool:
    pointers, lines = (_listed(refusal.get(name)) for name in ("pointer", "line"))
    return bool(found) and (
        not (pointers or lines)
        or any(
            line in lines
            or any(pointer == one or pointer.startswith(f"{one}/") for one in pointers)
            for pointer, line in found
        )
    )


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]


CASES = sorted(OPEN.glob("*.yaml"))
REFUSED = [path for path in CASES if refusals(case_of(path))]
ACCEPTED = [path for path in CASES if not refusals(case_of(path))]


class TestOwnCases:
    @pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
    def test_refused_at_its_place(self, path):
        case = case_of(path)
        for refusal in refusals(case):
            stage = refusal.get("stage") == "either"
            found = [each for text in texts(case) for each in faults(text, publishing=stage)]
            if found or must_be_refused(case):
                assert fits(refusal, found), found

    @pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: path.stem)
    def test_accepted(self, path):
        for text in texts(case_of(path)):
            assert faults(text, publishing=False) == []


@needs(EXAMPLES)
class TestExamples:
    """Also the two that later versions of the standard have added."""

    @pytest.mark.parametrize(
        "path",
        [path for path in shared_files(EXAMPLES) if path.stem != "INDEX"],
        ids=lambda path: path.stem,
    )
    def test_accepted_without_a_warning(self, path):
        reading = read(path.read_bytes())
        assert [*reading.diagnostics, *lint(reading, shipped())] == []


@needs(FEATURES)
class TestFeatures:
    @pytest.mark.parametrize("path", shared_files(FEATURES), ids=lambda path: path.stem)
    def test_accepted(self, path):
        found = _DEFINITION.findall(path.read_text())
        assert found
        for text in found:
            assert faults(text, publishing=False) == []
