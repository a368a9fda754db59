"""The page docs/conformance.md, made of what the cases came to.

Never: a number that no run has given, or a case that is not there left unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

HEAD = """\
# Conformance

What the cases of [tests/conformance](../tests/conformance/README.md) and the standard's own
Conformance Test Kit (CTK) come to against the running platform. The tests of the suite make this
page and refuse another one; `make conformance` writes it.
"""
MISSING = """\
Not there, and refused at publishing with a sentence that says so: calls by gRPC, AsyncAPI, A2A and
MCP, and `run: container`.
"""


@dataclass(frozen=True)
class Outcome:
    """What one case came to: `pass`, `fail` or `skip`."""

    name: str
    area: str
    result: str
    why: str = ""

    @property
    def title(self) -> str:
        return f"{self.area}/{self.name}"


def page(cases: Sequence[Outcome], kit: Sequence[Outcome], gaps: Mapping[str, str]) -> str:
    """In Markdown. `gaps` says in words why a case does not pass."""
    parts = [HEAD, *_section("Cases of our own", "area", cases, gaps)]
    if kit:
        parts += _section("The standard's CTK", "feature", kit, gaps)
    return "\n".join([*parts, MISSING])


def _section(
    title: str, kind: str, outcomes: Sequence[Outcome], gaps: Mapping[str, str]
) -> Iterator[str]:
    passed = sum(outcome.result == "pass" for outcome in outcomes)
    yield f"## {title}: {passed} of {len(outcomes)}\n"
    yield f"| {kind.capitalize()} | Passed |\n|---|---|"
    for area in sorted({outcome.area for outcome in outcomes}):
        of_area = [outcome for outcome in outcomes if outcome.area == area]
        yield f"| {area} | {sum(one.result == 'pass' for one in of_area)} of {len(of_area)} |"
    failed = sorted(one.title for one in outcomes if one.result != "pass")
    if failed:
        yield "\nNot passed:\n"
        yield from (f"- `{title}`: {gaps.get(title, 'not known why')}" for title in failed)
    yield ""
