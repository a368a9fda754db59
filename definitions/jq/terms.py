"""The terms of a program: values, paths, objects, texts, and the words that enclose others.

Never: a reference followed; whether a name exists is asked when the tree is compiled.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from definitions.jq.cursor import KEYWORDS, Cursor
from definitions.jq.errors import JqSyntaxError
from definitions.jq.lexer import Token
from definitions.jq.syntax import (
    Array,
    Break,
    Call,
    Each,
    Foreach,
    Format,
    Identity,
    If,
    Key,
    Literal,
    Node,
    Object,
    Path,
    Pattern,
    Pipe,
    Reduce,
    Slice,
    Step,
    Text,
    Try,
    Variable,
)

_CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_EXACT = 2**53


class Terms(ABC):
    """Recursive descent."""

    def __init__(self, source: str, found: tuple[Token, ...], nesting: int) -> None:
        self._source = source
        self._cursor = Cursor(found, nesting)

    @abstractmethod
    def query(self) -> Node:
        """Everything, down to `|` and `as`."""

    @abstractmethod
    def operation(self) -> Node:
        """Everything that binds closer than a comma."""

    @abstractmethod
    def signed(self) -> Node:
        """A term, or one with a minus before it."""

    @abstractmethod
    def patterns(self) -> tuple[Pattern, ...]:
        """What stands behind `as`."""

    @abstractmethod
    def inner(self, found: tuple[Token, ...]) -> Node:
        """A whole program in this one."""

    # ---- a term and the steps into it

    def term(self) -> Node:
        node = self._primary()
        steps: list[Step] = []
        while True:
            step = self._step()
            if step is not None:
                steps.append(step)
            elif self._cursor.take("?"):
                if steps:
                    steps[-1] = _optional(steps[-1])
                else:
                    node = Try(node)
            else:
                break
        if not steps:
            return node
        if isinstance(node, Path):
            return Path(node.head, (*node.steps, *steps))
        return Path(node, tuple(steps))

    def _step(self) -> Step | None:
        cursor = self._cursor
        token = cursor.next
        if token.kind == "field":
            cursor.move()
            return Key(Literal(token.text[1:]))
        if token.text == "[":
            cursor.move()
            return self._bracket()
        if token.text == ".":
            behind = cursor.behind()
            if behind.kind in ("text", "format"):
                cursor.move()
                return Key(self.string())
            if behind.text == "[":
                cursor.move()
                cursor.move()
                return self._bracket()
        return None

    def _bracket(self) -> Step:
        cursor = self._cursor
        if cursor.take("]"):
            return Each()
        begin = None
        if not cursor.take(":"):
            begin = self._enclosed()
            if cursor.take("]"):
                return Key(begin)
            cursor.need(":", "bracket [")
        end = None if begin is not None and cursor.text == "]" else self._enclosed()
        cursor.need("]", "bracket [")
        return Slice(begin, end)

    def _enclosed(self) -> Node:
        self._cursor.enter()
        node = self.query()
        self._cursor.leave()
        return node

    def _primary(self) -> Node:
        cursor = self._cursor
        token = cursor.next
        match token.kind:
            case "field":
                # A step, as it would be behind any other term.
                return Identity()
            case "number":
                cursor.move()
                return Literal(_number(token.text))
            case "text" | "format":
                return self.string()
            case "variable":
                cursor.move()
                return self._variable(token)
            case "name":
                return self._name(token)
            case "symbol":
                return self._symbol(token)
            case "end":
                raise cursor.unexpected()

    def _name(self, token: Token) -> Node:
        cursor = self._cursor
        match token.text:
            case "true" | "false" | "null":
                cursor.move()
                return Literal(_CONSTANTS[token.text])
            case "if":
                return self._if()
            case "try":
                cursor.move()
                cursor.enter()
                body = self.signed()
                handler = self.signed() if cursor.take("catch") else None
                cursor.leave()
                # Without a handler it has one that gives nothing.
                return Try(body, handler)
            case "reduce" | "foreach":
                return self._loop()
            case "break":
                cursor.move()
                if cursor.next.kind != "variable":
                    raise JqSyntaxError(
                        "`break` needs the label to go to, such as `break $out`.", token.position
                    )
                return Break(cursor.move().text[1:], token.position)
            case _:
                if token.text in KEYWORDS:
                    raise cursor.unexpected()
                return self._call()

    def _symbol(self, token: Token) -> Node:
        cursor = self._cursor
        match token.text:
            case ".":
                if cursor.behind().kind not in ("text", "format"):
                    cursor.move()
                return Identity()
            case "..":
                cursor.move()
                return Call("recurse", (), token.position)
            case "(":
                cursor.move()
                node = self._enclosed()
                cursor.need(")", "bracket (")
                return node
            case "[":
                cursor.move()
                if cursor.take("]"):
                    return Array(None)
                node = Array(self._enclosed())
                cursor.need("]", "bracket [")
                return node
            case "{":
                return self._object()
            case _:
                raise cursor.unexpected()

    def _variable(self, token: Token) -> Node:
        if token.text == "$__loc__":
            line = self._source.count("\n", 0, token.position) + 1
            return Literal({"file": "<top-level>", "line": line})
        return Variable(token.text[1:], token.position)

    # ---- texts

    def string(self) -> Node:
        """A text, a format, or a text in a format."""
        cursor = self._cursor
        name = cursor.move().text[1:] if cursor.next.kind == "format" else "text"
        if cursor.next.kind != "text":
            return Format(name)
        parts: list[str | Node] = [
            part if isinstance(part, str) else self.inner(part) for part in cursor.move().parts
        ]
        if len(parts) == 1 and isinstance(parts[0], str):
            return Literal(parts[0])
        return Text(tuple(parts), name)

    # ---- words

    def _call(self) -> Node:
        cursor = self._cursor
        token = cursor.move()
        arguments: list[Node] = []
        if cursor.take("("):
            arguments.append(self._enclosed())
            while cursor.take(";"):
                arguments.append(self._enclosed())
            cursor.need(")", f"bracket of {token.text}(")
        return Call(token.text, tuple(arguments), token.position)

    def _if(self) -> Node:
        cursor = self._cursor
        branches: list[tuple[Node, Node]] = []
        while not branches or cursor.text == "elif":
            cursor.move()
            condition = self._enclosed()
            cursor.need("then", "condition `if`")
            branches.append((condition, self._enclosed()))
        otherwise = self._enclosed() if cursor.take("else") else None
        cursor.need("end", "condition `if`")
        while branches:
            condition, then = branches.pop()
            otherwise = If(condition, then, otherwise)
        return otherwise or Identity()

    def _loop(self) -> Node:
        cursor = self._cursor
        word = cursor.move().text
        cursor.enter()
        source = self.operation()
        cursor.need("as", f"loop `{word}`")
        patterns = self.patterns()
        cursor.need("(", f"loop `{word}`")
        initial = self.query()
        cursor.need(";", f"bracket of `{word}`")
        update = self.query()
        extract = self.query() if word == "foreach" and cursor.take(";") else None
        cursor.need(")", f"bracket of `{word}`")
        cursor.leave()
        if word == "reduce":
            return Reduce(source, patterns, initial, update)
        return Foreach(source, patterns, initial, update, extract)

    # ---- objects

    def _object(self) -> Node:
        cursor = self._cursor
        cursor.move()
        entries: list[tuple[Node, Node]] = []
        while cursor.text != "}":
            entries.append(self._entry())
            if not cursor.take(","):
                break
        cursor.need("}", "bracket {")
        return Object(tuple(entries))

    def _entry(self) -> tuple[Node, Node]:
        cursor = self._cursor
        token = cursor.next
        match token.kind:
            case "variable":
                cursor.move()
                value = self._variable(token)
                if token.text != "$__loc__" and cursor.take(":"):
                    return value, self._value()
                return Literal(token.text[1:]), value
            case "name":
                cursor.move()
                key: Node = Literal(token.text)
            case "text" | "format":
                key = self.string()
                if isinstance(key, Format):
                    raise cursor.unexpected()
            case "symbol" if token.text == "(":
                return self.computed_key(), self._value()
            case "end":
                raise JqSyntaxError("The bracket { is not closed: `}` is missing.", token.position)
            case _:
                raise cursor.unexpected()
        if cursor.take(":"):
            return key, self._value()
        return key, Path(Identity(), (Key(key),))

    def computed_key(self) -> Node:
        """`(key):`, in an object or in a pattern."""
        cursor = self._cursor
        cursor.move()
        position = cursor.next.position
        key = self._enclosed()
        cursor.need(")", "bracket (")
        cursor.need(":", "key of the object")
        if isinstance(key, Literal) and not isinstance(key.value, str):
            raise JqSyntaxError("The key of an object must be a text.", position)
        return key

    def _value(self) -> Node:
        cursor = self._cursor
        cursor.enter()
        parts = [self.operation()]
        while cursor.take("|"):
            parts.append(self.operation())
        cursor.leave()
        return parts[0] if len(parts) == 1 else Pipe(tuple(parts))


def _optional(step: Step) -> Step:
    match step:
        case Key(key):
            return Key(key, optional=True)
        case Slice(begin, end):
            return Slice(begin, end, optional=True)
        case Each():
            return Each(optional=True)


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        number = float(text)
    return int(number) if number.is_integer() and abs(number) < _EXACT else number
