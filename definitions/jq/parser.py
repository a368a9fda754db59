"""Tokens to syntax tree, with jq's precedences.

Never: a guess. What is not understood is refused at its place.
"""

from __future__ import annotations

from collections.abc import Mapping

from definitions.jq.cursor import KEYWORDS
from definitions.jq.errors import JqSyntaxError
from definitions.jq.functions.arithmetic import negate
from definitions.jq.lexer import Token, tokens
from definitions.jq.syntax import (
    ArrayPattern,
    Binary,
    Bind,
    Comma,
    Definitions,
    EntryPattern,
    Format,
    Function,
    Label,
    Literal,
    Logic,
    NamePattern,
    Negate,
    Node,
    ObjectPattern,
    Pattern,
    Pipe,
    Update,
    depth,
)
from definitions.jq.terms import Terms

MAX_LENGTH = 16_000
MAX_DEPTH = 150
"""Of the tree; what compiles it calls itself for each level."""

_WORD = 1
"""How much deeper the parser gets with `as`, `def` and `label`; see Cursor.enter."""

_PRECEDENCE: Mapping[str, int] = {
    "//": 1,
    "=": 2, "|=": 2, "+=": 2, "-=": 2, "*=": 2, "/=": 2, "%=": 2, "//=": 2,
    "or": 3, "and": 4,
    "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5,
    "+": 6, "-": 6, "*": 7, "/": 7, "%": 7,
}  # fmt: skip
_ALTERNATIVE, _UPDATE, _COMPARISON = 1, 2, 5


def parse(source: str) -> Node:
    if not source.strip():
        raise JqSyntaxError("The expression is empty. For the whole input write a dot.", 0)
    if len(source) > MAX_LENGTH:
        raise JqSyntaxError(
            f"The expression is longer than {MAX_LENGTH} characters. Split it.", MAX_LENGTH
        )
    node = _Parser(source, tokens(source), 0).whole()
    # A short one has no room for depth.
    if len(source) > MAX_DEPTH and depth(node) > MAX_DEPTH:
        raise JqSyntaxError(
            f"The expression is nested or chained more than {MAX_DEPTH} times. Split it.", 0
        )
    return node


class _Parser(Terms):
    """Precedence climbing for operators; the terms are recursive descent."""

    def whole(self) -> Node:
        node = self.query()
        if self._cursor.next.kind != "end":
            raise self._cursor.unexpected()
        return node

    def inner(self, found: tuple[Token, ...]) -> Node:
        self._cursor.enter()
        node = _Parser(self._source, found, self._cursor.nesting).whole()
        self._cursor.leave()
        return node

    # ---- from the loosest

    def query(self) -> Node:
        cursor = self._cursor
        parts: list[Node] = []
        items = [self._item()]
        while True:
            if cursor.text == ",":
                cursor.move()
                items.append(self._item())
                continue
            parts.append(items[0] if len(items) == 1 else Comma(tuple(items)))
            if cursor.text != "|":
                return parts[0] if len(parts) == 1 else Pipe(tuple(parts))
            cursor.move()
            items = [self._item()]

    def _item(self) -> Node:
        """What stands between `|` and commas, or a word that takes all that follows."""
        cursor = self._cursor
        if cursor.text == "def":
            functions = [self._function()]
            while cursor.text == "def":
                functions.append(self._function())
            return Definitions(tuple(functions), self._rest())
        if cursor.text == "label":
            cursor.move()
            if cursor.next.kind != "variable":
                raise cursor.unexpected()
            name = cursor.move().text[1:]
            cursor.need("|", "label")
            return Label(name, self._rest())
        node = self.operation()
        if cursor.text == "as":
            cursor.move()
            patterns = self.patterns()
            cursor.need("|", "binding `as`")
            return Bind(node, patterns, self._rest())
        return node

    def _rest(self) -> Node:
        self._cursor.enter(_WORD)
        node = self.query()
        self._cursor.leave(_WORD)
        return node

    def operation(self) -> Node:
        return self._operation(_ALTERNATIVE)

    def _operation(self, loosest: int) -> Node:
        cursor = self._cursor
        node = self.signed()
        while True:
            operator = cursor.text
            level = _PRECEDENCE.get(operator, 0)
            if level < loosest:
                return node
            cursor.move()
            if level == _ALTERNATIVE:
                return self._alternatives(node)
            right = self._operation(level + 1)
            if level in (3, 4):
                node = Logic(operator, node, right)
            elif level == _UPDATE:
                node = Update(operator, node, right)
                if _PRECEDENCE.get(cursor.text) == _UPDATE:
                    raise JqSyntaxError(
                        "Assignments can't follow each other. Join them with `|`.",
                        cursor.next.position,
                    )
            else:
                node = Binary(operator, node, right)
                if level == _COMPARISON and _PRECEDENCE.get(cursor.text) == _COMPARISON:
                    raise JqSyntaxError(
                        "Comparisons can't follow each other. Join them with `and`.",
                        cursor.next.position,
                    )

    def _alternatives(self, first: Node) -> Node:
        """`a // b // c` belongs together from the right."""
        parts = [first, self._operation(_ALTERNATIVE + 1)]
        while self._cursor.take("//"):
            parts.append(self._operation(_ALTERNATIVE + 1))
        node = parts.pop()
        while parts:
            node = Logic("//", parts.pop(), node)
        return node

    def signed(self) -> Node:
        cursor = self._cursor
        if cursor.text != "-":
            return self.term()
        cursor.move()
        cursor.enter(_WORD)
        body = self.signed()
        cursor.leave(_WORD)
        if isinstance(body, Literal) and type(body.value) in (int, float):
            return Literal(negate(body.value))
        return Negate(body)

    # ---- definitions and patterns

    def _function(self) -> Function:
        cursor = self._cursor
        cursor.move()
        name = self._defined("function")
        parameters: list[str] = []
        if cursor.take("("):
            while True:
                variable = cursor.next.kind == "variable"
                parameters.append(cursor.move().text if variable else self._defined("parameter"))
                if not cursor.take(";"):
                    break
            cursor.need(")", f"bracket of {name}(")
        cursor.need(":", f"definition of `{name}`")
        body = self._rest()
        cursor.need(";", f"definition of `{name}`")
        return Function(name, tuple(parameters), body)

    def _defined(self, what: str) -> str:
        cursor = self._cursor
        token = cursor.next
        if token.kind != "name" or "::" in token.text:
            raise cursor.unexpected()
        if token.text in KEYWORDS:
            raise JqSyntaxError(
                f"`{token.text}` is a word of jq's own and can't name a {what}.", token.position
            )
        return cursor.move().text

    def patterns(self) -> tuple[Pattern, ...]:
        found = [self._pattern()]
        while self._cursor.take("?//"):
            found.append(self._pattern())
        return tuple(found)

    def _pattern(self) -> Pattern:
        cursor = self._cursor
        token = cursor.next
        if token.kind == "variable":
            cursor.move()
            return NamePattern(token.text[1:])
        if token.text not in ("[", "{"):
            raise cursor.unexpected()
        cursor.move()
        cursor.enter()
        if token.text == "[":
            items = [self._pattern()]
            while cursor.take(","):
                items.append(self._pattern())
            cursor.need("]", "pattern [")
            pattern: Pattern = ArrayPattern(tuple(items))
        else:
            entries = [self._entry_pattern()]
            while cursor.take(","):
                entries.append(self._entry_pattern())
            cursor.need("}", "pattern {")
            pattern = ObjectPattern(tuple(entries))
        cursor.leave()
        return pattern

    def _entry_pattern(self) -> EntryPattern:
        cursor = self._cursor
        token = cursor.next
        match token.kind:
            case "variable":
                cursor.move()
                name = token.text[1:]
                pattern = self._pattern() if cursor.take(":") else None
                return EntryPattern(Literal(name), name, pattern)
            case "name":
                cursor.move()
                key: Node = Literal(token.text)
            case "text" | "format":
                key = self.string()
                if isinstance(key, Format):
                    raise cursor.unexpected()
            case "symbol" if token.text == "(":
                return EntryPattern(self.computed_key(), None, self._pattern())
            case _:
                raise cursor.unexpected()
        cursor.need(":", "pattern {")
        return EntryPattern(key, None, self._pattern())
