"""What names mean at a place of the program.

Never: a name looked up while a program runs; a variable is a place in the environment by then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

from msgspec import Struct

from definitions.jq.compiler.calls import Definition

Callee: TypeAlias = "Definition | int"
"""A function, or the place of a program that was passed."""


class Scope(Struct, frozen=True):
    variables: Mapping[str, int] = {}
    """By name, where they stand in the environment; labels have a star before theirs."""
    functions: Mapping[tuple[str, int], Callee] = {}
    size: int = 0
    """Variables in the environment, those without a name included."""
    closures: int = 0
    given: Collection[str] | None = None
    """Variables that the caller sets; None where nobody knows them yet."""
    private: bool = False
    """Whether names that programs can't use are known: in the built-in functions."""

    def with_variable(self, name: str) -> Scope:
        return self.with_variables((name,))

    def with_variables(self, names: tuple[str, ...]) -> Scope:
        added = {name: place for place, name in enumerate(names, start=self.size)}
        return Scope(
            {**self.variables, **added},
            self.functions,
            self.size + len(names),
            self.closures,
            self.given,
            self.private,
        )

    def with_function(self, name: str, count: int, callee: Callee) -> Scope:
        functions = {**self.functions, (name, count): callee}
        return Scope(self.variables, functions, self.size, self.closures, self.given, self.private)

    def with_closure(self, name: str) -> Scope:
        functions = {**self.functions, (name, 0): self.closures}
        return Scope(
            self.variables, functions, self.size, self.closures + 1, self.given, self.private
        )


ROOT = Scope()
