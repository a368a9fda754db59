"""What JSON must look like, said as a value; a fault names its place as Slack's answers do.

The form of an answer's lines, `[ERROR] … [json-pointer:/blocks/0/text]`, is that of
https://docs.slack.dev/reference/methods/chat.postMessage (error `invalid_blocks`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Faults:
    """What was found against a value."""

    lines: list[str] = field(default_factory=list[str])

    def add(self, path: str, sentence: str) -> None:
        self.lines.append(f"[ERROR] {sentence} [json-pointer:{path}]")

    def missing(self, path: str, name: str) -> None:
        self.add(path, f"missing required field: {name}")


Rule = Callable[[Any, str, Faults], None]
"""Value, its place, where faults go."""


def string(most: int | None = None, least: int = 1, pattern: str | None = None) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, str):
            faults.add(path, "must be a string")
        elif most is not None and len(value) > most:
            faults.add(path, f"must be less than {most + 1} characters")
        elif len(value) < least:
            faults.add(path, f"must be more than {least - 1} characters")
        elif pattern is not None and not re.fullmatch(pattern, value):
            faults.add(path, "must have the right format")

    return rule


def integer(least: int | None = None, most: int | None = None) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            faults.add(path, "must be an integer")
        elif least is not None and value < least:
            faults.add(path, f"must be at least {least}")
        elif most is not None and value > most:
            faults.add(path, f"must be at most {most}")

    return rule


def boolean(value: Any, path: str, faults: Faults) -> None:
    if not isinstance(value, bool):
        faults.add(path, "must be a boolean")


def anything(_value: Any, _path: str, _faults: Faults) -> None:
    """Where the pages say nothing."""


def one_of(*allowed: str | int) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        if value not in allowed:
            faults.add(path, f"must be one of: {', '.join(str(one) for one in allowed)}")

    return rule


def listing(each: Rule, most: int | None = None, least: int = 1) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, list):
            faults.add(path, "must be an array")
            return
        items: list[Any] = value
        if most is not None and len(items) > most:
            faults.add(path, f"no more than {most} items allowed")
        if len(items) < least:
            faults.add(path, f"no less than {least} items allowed")
        for number, item in enumerate(items):
            each(item, f"{path}/{number}", faults)

    return rule


@dataclass(frozen=True)
class Shape:
    """An object: what it must and may have, and nothing besides."""

    required: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    optional: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    also: tuple[Rule, ...] = ()

    def __call__(self, value: Any, path: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            faults.add(path, "must be an object")
            return
        given: Json = value
        for name in self.required:
            if given.get(name) is None:
                faults.missing(path, name)
        rules = {**self.optional, **self.required}
        for name, one in given.items():
            if name not in rules:
                faults.add(path, f"invalid additional property: {name}")
            elif one is not None:
                rules[name](one, f"{path}/{name}", faults)
        for rule in self.also:
            rule(given, path, faults)


def by_type(shapes: Mapping[str, Rule]) -> Rule:
    """The one of several that `type` names."""

    def rule(value: Any, path: str, faults: Faults) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        shape = shapes.get(kind) if isinstance(kind, str) else None
        if shape is None:
            faults.add(path, f"unsupported type: {kind}")
        else:
            shape(value, path, faults)

    return rule


def only_one(*names: str) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        given = [name for name in names if value.get(name) is not None]
        if len(given) != 1:
            faults.add(path, f"must have exactly one of: {', '.join(names)}")

    return rule


def some_of(*names: str) -> Rule:
    def rule(value: Any, path: str, faults: Faults) -> None:
        if all(value.get(name) is None for name in names):
            faults.add(path, f"must have at least one of: {', '.join(names)}")

    return rule


def faults_of(rule: Rule, value: Any, path: str = "") -> list[str]:
    faults = Faults()
    rule(value, path, faults)
    return faults.lines
