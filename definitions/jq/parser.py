"""Tokens to syntax tree, with jq's precedences.

Never: a guess. What is not understood, or not supported yet, is refused at its place.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping

from definitions.jq.errors import JqSyntaxError, JqUnsupportedError
from definitions.jq.functions import KNOWN, negate
from definitions.jq.later import refusal
from definitions.jq.lexer import MAX_NESTING, Token, tokens
from definitions.jq.syntax import (
    Array,
    Binary,
    Call,
    Comma,
    Each,
    Identity,
    If,
    Key,
    Literal,
    Logic,
    Negate,
    Node,
    Object,
    Path,
    Pipe,
    Slice,
    Step,
    Text,
    Try,
    Variable,
    depth,
)

MAX_LENGTH = 16_000
MAX_DEPTH = 150
"""Of the tree; what is compiled from it calls itself for each level."""

_LATER = (
    "as", "def", "foreach", "import", "include", "label", "reduce", "try",
    "|=", "+=", "-=", "*=", "/=", "%=", "//=", "..", "?//", "?//=",
)  # fmt: skip
_RESERVED = (
    *_LATER[:8], "and", "or", "if", "then", "elif", "else", "end", "catch", "__loc__",
)  # fmt: skip
_HINTS: Mapping[str, str] = {
    "=": "To compare, write `==`.",
    "===": "To compare, write `==`.",
    "!==": "To compare, write `!=`.",
    "&&": "Write `and`.",
    "||": "Write `or`.",
    "{": "Is a `|`, a comma or an operator missing before it?",
    "}": "Is a bracket missing before it, or is there one too many?",
    ")": "Is a bracket missing before it, or is there one too many?",
    "]": "Is a bracket missing before it, or is there one too many?",
}
_PRECEDENCE: Mapping[str, int] = {
    "//": 1, "or": 2, "and": 3,
    "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip
_ALTERNATIVE, _COMPARISON = 1, 4
_CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}


def parse(source: str) -> Node:
    if not source.strip():
        raise JqSyntaxError("The expression is empty. For the whole input write a dot.", 0)
    if len(source) > MAX_LENGTH:
        raise JqSyntaxError(
            f"The expression is longer than {MAX_LENGTH} characters. Split it.", MAX_LENGTH
        )
    parser = _Parser(tokens(source), 0)
    node = parser.whole()
    if depth(node) > MAX_DEPTH:
        raise JqSyntaxError(
            f"The expression is nested or chained more than {MAX_DEPTH} times. Split it.", 0
        )
    return node


class _Parser:
    """Recursive descent for terms, precedence climbing for operators."""

    def __init__(self, found: tuple[Token, ...], nesting: int) -> None:
        self._tokens = found
        self._at = 0
        self._nesting = nesting

    def whole(self) -> Node:
        node = self._pipe()
        if self._next.kind != "end":
            raise self._unexpected()
        return node

    # ---- tokens

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _move(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _take(self, *texts: str) -> str | None:
        token = self._next
        if token.kind in ("symbol", "name") and token.text in texts:
            self._at += 1
            return token.text
        return None

    def _need(self, text: str, whose: str) -> None:
        if self._take(text) is None:
            if self._next.kind == "end":
                where = self._next.position
                raise JqSyntaxError(f"The {whose} is not closed: `{text}` is missing.", where)
            raise self._unexpected()

    def _unexpected(self) -> JqSyntaxError:
        token = self._next
        if token.kind == "end":
            return JqSyntaxError("The expression ends too early.", token.position)
        if token.kind in ("symbol", "name") and token.text in _LATER:
            said = f"`{token.text}` is not supported yet."
            return JqUnsupportedError(said, token.position)
        sigil = {"field": ".", "variable": "$"}.get(token.kind, "")
        hint = _HINTS.get(token.text, "") if token.kind == "symbol" else ""
        said = f"`{sigil}{token.text}` is not expected here. {hint}"
        return JqSyntaxError(said.rstrip(), token.position)

    # ---- operators, loosest first

    def _enter(self) -> None:
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise JqSyntaxError("The expression is nested too deeply.", self._next.position)

    def _pipe(self) -> Node:
        self._enter()
        parts = [self._comma()]
        while self._take("|"):
            parts.append(self._comma())
        self._nesting -= 1
        return parts[0] if len(parts) == 1 else Pipe(tuple(parts))

    def _comma(self) -> Node:
        parts = [self._operation(1)]
        while self._take(","):
            parts.append(self._operation(1))
        return parts[0] if len(parts) == 1 else Comma(tuple(parts))

    def _operation(self, loosest: int) -> Node:
        node = self._signed()
        while True:
            token = self._next
            level = _PRECEDENCE.get(token.text, 0) if token.kind in ("symbol", "name") else 0
            if level < max(loosest, 1):
                return node
            self._at += 1
            if level == _ALTERNATIVE:
                return self._alternatives(node)
            right = self._operation(level + 1)
            if token.text in ("and", "or"):
                node = Logic(token.text, node, right)
            else:
                node = Binary(token.text, node, right)
            if level == _COMPARISON and _PRECEDENCE.get(self._next.text) == _COMPARISON:
                raise JqSyntaxError(
                    "Comparisons can't follow each other. Join them with `and`.",
                    self._next.position,
                )

    def _alternatives(self, first: Node) -> Node:
        """`a // b // c` belongs together from the right."""
        parts = [first, self._operation(_ALTERNATIVE + 1)]
        while self._take("//"):
            parts.append(self._operation(_ALTERNATIVE + 1))
        node = parts.pop()
        while parts:
            node = Logic("//", parts.pop(), node)
        return node

    def _signed(self) -> Node:
        if self._take("-") is None:
            return self._postfix()
        body = self._postfix()
        if isinstance(body, Literal) and type(body.value) in (int, float):
            return Literal(negate(body.value))
        return Negate(body)

    # ---- terms

    def _postfix(self) -> Node:
        node = self._primary()
        steps: list[Step] = []
        while True:
            step = self._step()
            if step is not None:
                steps.append(step)
            elif self._take("?"):
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
        token = self._next
        if token.kind == "field":
            self._at += 1
            return Key(Literal(token.text))
        if token.kind != "symbol":
            return None
        if token.text == "[":
            self._at += 1
            return self._bracket()
        if token.text == "." and self._tokens[self._at + 1].kind == "text":
            self._at += 1
            return Key(self._text(self._move()))
        if token.text == "." and self._tokens[self._at + 1].text == "[":
            self._at += 2
            return self._bracket()
        return None

    def _bracket(self) -> Step:
        if self._take("]"):
            return Each()
        begin = None
        if self._take(":") is None:
            begin = self._pipe()
            if self._take("]"):
                return Key(begin)
            self._need(":", "bracket [")
        end = None if begin is not None and self._next.text == "]" else self._pipe()
        self._need("]", "bracket [")
        return Slice(begin, end)

    def _primary(self) -> Node:  # noqa: PLR0911 - one for each kind of token
        token = self._move()
        match token.kind:
            case "number":
                return Literal(_number(token.text))
            case "text":
                return self._text(token)
            case "variable":
                return Variable(token.text, token.position)
            case "field":
                return Path(Identity(), (Key(Literal(token.text)),))
            case "name" if token.text in _CONSTANTS:
                return Literal(_CONSTANTS[token.text])
            case "name" if token.text == "if":
                return self._if()
            case "name" if token.text not in _RESERVED:
                return self._call(token)
            case "symbol":
                return self._symbol(token)
            case _:
                self._at -= 1
                raise self._unexpected()

    def _symbol(self, token: Token) -> Node:
        match token.text:
            case ".":
                if self._next.kind == "text":
                    return Path(Identity(), (Key(self._text(self._move())),))
                return Identity()
            case "(":
                node = self._pipe()
                self._need(")", "bracket (")
                return node
            case "[":
                if self._take("]"):
                    return Array(None)
                node = Array(self._pipe())
                self._need("]", "bracket [")
                return node
            case "{":
                return self._object()
            case _:
                self._at -= 1
                raise self._unexpected()

    def _text(self, token: Token) -> Node:
        parts: list[str | Node] = []
        for part in token.parts:
            if isinstance(part, str):
                parts.append(part)
            else:
                parts.append(_Parser(part, self._nesting).whole())
        if len(parts) == 1 and isinstance(parts[0], str):
            return Literal(parts[0])
        return Text(tuple(parts))

    def _if(self) -> Node:
        branches: list[tuple[Node, Node]] = []
        while True:
            condition = self._pipe()
            self._need("then", "condition `if`")
            branches.append((condition, self._pipe()))
            if not self._take("elif"):
                break
        otherwise = self._pipe() if self._take("else") else None
        self._need("end", "condition `if`")
        while branches:
            condition, then = branches.pop()
            otherwise = If(condition, then, otherwise)
        return otherwise or Identity()

    def _call(self, token: Token) -> Node:
        arguments: list[Node] = []
        if self._take("("):
            arguments.append(self._pipe())
            while self._take(";"):
                arguments.append(self._pipe())
            self._need(")", f"bracket of {token.text}(")
        if (token.text, len(arguments)) not in KNOWN:
            raise refusal(token.text, len(arguments), token.position)
        return Call(token.text, tuple(arguments))

    # ---- objects

    def _object(self) -> Node:
        entries: list[tuple[Node, Node]] = []
        while not self._take("}"):
            if entries and self._take(",") is None:
                self._need("}", "bracket {")
            entries.append(self._entry())
        return Object(tuple(entries))

    def _entry(self) -> tuple[Node, Node]:
        token = self._next
        match token.kind:
            case "variable":
                self._at += 1
                return Literal(token.text), Variable(token.text, token.position)
            case "name":
                self._at += 1
                key: Node = Literal(token.text)
            case "text":
                key = self._text(self._move())
            case "symbol" if token.text == "(":
                self._at += 1
                key = self._pipe()
                self._need(")", "bracket (")
                self._need(":", "key of the object")
                if isinstance(key, Literal) and not isinstance(key.value, str):
                    raise JqSyntaxError("The key of an object must be a text.", token.position)
                return key, self._value()
            case "end":
                raise JqSyntaxError("The bracket { is not closed: `}` is missing.", token.position)
            case _:
                raise self._unexpected()
        if self._take(":"):
            return key, self._value()
        return key, Path(Identity(), (Key(key),))

    def _value(self) -> Node:
        self._enter()
        parts = [self._operation(1)]
        while self._take("|"):
            parts.append(self._operation(1))
        self._nesting -= 1
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
    if not math.isfinite(number):
        return sys.float_info.max
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
