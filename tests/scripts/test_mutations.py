"""Mutations: what is changed, what is left as it is, and the code that comes of it."""

from __future__ import annotations

from types import FunctionType

import pytest

from scripts.mutations import mutants_of

LIST = "[c for c in a if c]"


def changes(body: str) -> list[str]:
    text = "def f(a, b):\n" + "".join(f"    {line}\n" for line in body.splitlines())
    return [f"{mutant.before} → {mutant.after}" for mutant in mutants_of("x.py", text)]


class TestMutantsOf:
    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("return a < b", ["return a < b → return None", "a < b → a <= b", "a < b → a >= b"]),
            ("return a and b", ["return a and b → return None", "a and b → a or b"]),
            ("a.b(1)", ["a.b(1) → pass", "1 → 2"]),
            ("if not a: b()", ["not a → a", "b() → pass"]),
            ("if a: b()", ["a → not a", "b() → pass"]),
            ("a[b] = True", ["a[b] = True → pass", "True → False"]),
            ("return [c for c in a if c]", [f"return {LIST} → return None", "c → not c"]),
            ("raise a", ["raise a → pass"]),
            ("'Words.'", []),
            ("...", []),
            ("return None", []),
        ],
        ids=[
            "compared", "and", "call", "not", "if", "set", "comprehension", "raise", "words",
            "dots", "none",
        ],
    )  # fmt: skip
    def test_changes(self, body, expected):
        assert changes(body) == expected

    def test_words_are_not_counted(self):
        assert "'a' + b → 'a' - b" not in changes("return 'a' + b")

    def test_outside_of_functions_nothing_changes(self):
        assert list(mutants_of("x.py", "A = 1\nclass B:\n    c = 2\n")) == []

    def test_the_code_is_that_of_the_function(self):
        text = (
            "class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 3\n"
        )
        found = {
            (one.function, one.line): one for one in mutants_of("x.py", text) if one.after == "4"
        }
        (mutant,) = found.values()
        assert (mutant.function, mutant.line) == ("A.g", 6)
        assert FunctionType(mutant.code, {})(None) == 4

    def test_each_has_one_change(self):
        text = "def f(a):\n    return a + 1 + 2\n"
        results = [FunctionType(mutant.code, {})(10) for mutant in mutants_of("x.py", text)]
        assert results == [None, 10 + 1 - 2, 10 - 1 + 2, 10 + 1 + 3, 10 + 2 + 2]
