"""Which keywords a draft knows, and the one way to compile a schema.

Never: a keyword of a later draft in an earlier one; there it was a name like any other.
"""

from __future__ import annotations

from collections.abc import Mapping

from definitions.json_schema import applicators, evaluated, keywords
from definitions.json_schema.compiler import Compiler, Maker, Node, declared
from definitions.values import Json

_MAKERS: Mapping[str, Maker] = {**keywords.MAKERS, **applicators.MAKERS, **evaluated.MAKERS}
_SINCE: Mapping[str, int] = {
    "const": 6,
    "contains": 6,
    "propertyNames": 6,
    "if": 7,
    "dependentRequired": 2019,
    "dependentSchemas": 2019,
    "unevaluatedItems": 2019,
    "unevaluatedProperties": 2019,
    "$recursiveRef": 2019,
    "$dynamicRef": 2020,
    "prefixItems": 2020,
}


def makers_of(draft: int) -> Mapping[str, Maker]:
    return {keyword: maker for keyword, maker in _MAKERS.items() if _SINCE.get(keyword, 0) <= draft}


_BY_DRAFT: Mapping[int, Mapping[str, Maker]] = {
    draft: makers_of(draft) for draft in (4, 6, 7, 2019, 2020)
}


def compile_schema(document: Json, draft: int | None = None) -> Node:
    """Of the draft named, else of that which the document declares, else of the latest."""
    draft = draft or declared(document)
    return Compiler(document, draft, _BY_DRAFT[draft]).compile()
