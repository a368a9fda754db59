"""Ways into a value, in jq's own order, and what `?` forgives."""

from __future__ import annotations

import pytest

from definitions import jq
from definitions.jq import Budget, JqBudgetError, JqError


def results(source, value=None, **variables):
    return jq.compile(source).evaluate(value, variables, Budget())


def error(source, value=None, **variables) -> str:
    with pytest.raises(JqError) as caught:
        results(source, value, **variables)
    return str(caught.value)


class TestPaths:
    @pytest.mark.parametrize(
        ("source", "value", "expected"),
        [
            (".", 5, [5]),
            (".a", {"a": 1}, [1]),
            (".a", None, [None]),
            (".a.b", {"a": None}, [None]),
            ('."a b".c', {"a b": {"c": 1}}, [1]),
            ('.["a"]["b"]', {"a": {"b": 1}}, [1]),
            ('.a."b"', {"a": {"b": 1}}, [1]),
            (".a.[0]", {"a": [7]}, [7]),
            (".[0], .[-1], .[9]", [1, 2], [1, 2, None]),
            (".[1.7]", [1, 2], [2]),
            (".[]", [1, 2], [1, 2]),
            (".[]", {"a": 1, "b": 2}, [1, 2]),
            (".[].a?", [{"a": 1}, 5, {"a": 2}], [1, 2]),
            (".[]?", 5, []),
            (".[1:]", [1, 2, 3], [[2, 3]]),
            (".[:-1]", "abc", ["ab"]),
            (".[1.2:2.7]", [1, 2, 3, 4], [[2, 3]]),
            (".[(1,2):(3,4)]", [0, 1, 2, 3], [[1, 2], [1, 2, 3], [2], [2, 3]]),
            (".[[2]]", [1, 2, 2], [[1, 2]]),
            (".[[]]", [1], [[]]),
            ('.["a","b"]', {"a": 1, "b": 2}, [1, 2]),
            (".[][0,1]", [[1, 2], [3, 4]], [1, 3, 2, 4]),
            ("(5)[empty]?", None, []),
            (".a[.k]", {"a": {"x": 1}, "k": "x"}, [1]),
            ("$x.a[0]", None, [4]),
            ("$x", None, [{"a": [4]}]),
            (".[:2]", None, [None]),
        ],
    )
    def test_lead_somewhere(self, source, value, expected):
        assert results(source, value, x={"a": [4]}) == expected

    @pytest.mark.parametrize(
        ("source", "value", "said"),
        [
            (".a", 5, 'Cannot index number with string ("a")'),
            (".a.b", {"a": [1]}, 'Cannot index array with string ("b")'),
            (".[0]", {"a": 1}, "Cannot index object with number (0)"),
            (".[true]", [1], "Cannot index array with boolean (true)"),
            (".[null]", None, "Cannot index null with null (null)"),
            (".[]", None, "Cannot iterate over null (null)"),
            (".[]", "x", 'Cannot iterate over string ("x")'),
            (".[1:]", 5, 'Cannot index number with object ({"start":1,"end":null})'),
            ('.["a":]', [1], "Array/string slice indices must be integers"),
            (".a.b?", 5, 'Cannot index number with string ("a")'),
            (".[.a]?", 5, 'Cannot index number with string ("a")'),
            ("$nobody", None, "$nobody is not defined here"),
            ("$nobody.a?", None, "$nobody is not defined here"),
        ],
    )
    def test_or_say_why_not(self, source, value, said):
        assert error(source, value) == said


class TestOptional:
    @pytest.mark.parametrize(
        ("source", "value", "expected"),
        [
            (".a?", 5, []),
            (".[0]?", {"a": 1}, []),
            (".[1:]?", 5, []),
            (".[(0,1):]?", [1, 2], [[1, 2], [2]]),
            (".[.k]?", {"k": 5}, []),
            ("(1, 2)[0]?", None, []),
            ("[.[].a?.b?]", [{"a": {"b": 1}}, {"a": 2}, 3], [[1]]),
        ],
    )
    def test_forgives_its_own_step(self, source, value, expected):
        assert results(source, value) == expected

    def test_but_no_spent_budget(self):
        expression = jq.compile(".[[1]]?")
        with pytest.raises(JqBudgetError):
            expression.evaluate([1] * 100, {}, Budget(50))
