"""Tokens to syntax tree, with jq's precedences.

Never: a guess. What is not understood, or not supported yet, is refused at its place.
"""

from __future__ import annotations

from definitions.jq.errors import JqSyntaxError
from definitions.jq.functions import FUNCTIONS, SHAPES
from definitions.jq.lexer import Token, tokens
from definitions.jq.syntax import (
    Array,
    Binary,
    Call,
    Comma,
    Identity,
    If,
    Index,
    Iterate,
    Literal,
    Logic,
    Negate,
    Node,
    Object,
    Pipe,
    Slice,
    Text,
    Try,
    Variable,
)

MAX_DEPTH = 200
_LATER = (
    "reduce", "foreach", "def", "import", "include", "label", "try", "as", "__loc__",
)  # fmt: skip
_UPDATES = ("=", "|=", "+=", "-=", "*=", "/=", "%=", "//=", "?//", "..")
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_KEYWORDS = ("and", "or", "if", "then", "elif", "else", "end", *_LATER)


def parse(source: str) -> Node:
    parser = _Parser(tokens(source))
    node = parser.pipe()
    parser.finish()
    return node


class _Parser:
    """Recursive descent; a method for each precedence, loosest first."""

    def __init__(self, found: tuple[Token, ...], depth: int = 0) -> None:
        self._tokens = found
        self._at = 0
        self._depth = depth

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def finish(self) -> None:
        if self._next.kind != "end":
            raise self._unexpected()

    def _unexpected(self) -> JqSyntaxError:
        token = self._next
        if token.kind == "end":
            return JqSyntaxError("The expression ends too early.", token.position)
        if token.text in _LATER or token.text in _UPDATES:
            return JqSyntaxError(f"`{token.text}` is not supported yet.", token.position)
        return JqSyntaxError(f"`{token.text}` is not expected here.", token.position)

    def _take(self, *texts: str) -> str | None:
        token = self._next
        if token.kind in ("symbol", "name") and token.text in texts:
            self._at += 1
            return token.text
        return None

    def _need(self, text: str) -> None:
        if self._take(text) is None:
            raise self._unexpected()

    # ---- precedences

    def pipe(self) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise JqSyntaxError("The expression is nested too deeply.", self._next.position)
        node = self._comma()
        while self._take("|"):
            node = Pipe(node, self._comma())
        self._depth -= 1
        return node

    def _comma(self) -> Node:
        node = self._alternative()
        while self._take(","):
            node = Comma(node, self._alternative())
        return node

    def _alternative(self) -> Node:
        node = self._or()
        if self._take("//"):
            return Logic("//", node, self._alternative())
        return node

    def _or(self) -> Node:
        node = self._and()
        while self._take("or"):
            node = Logic("or", node, self._and())
        return node

    def _and(self) -> Node:
        node = self._comparison()
        while self._take("and"):
            node = Logic("and", node, self._comparison())
        return node

    def _comparison(self) -> Node:
        node = self._sum()
        operator = self._take(*_COMPARISONS)
        return node if operator is None else Binary(operator, node, self._sum())

    def _sum(self) -> Node:
        node = self._product()
        while operator := self._take("+", "-"):
            node = Binary(operator, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._sign()
        while operator := self._take("*", "/", "%"):
            node = Binary(operator, node, self._sign())
        return node

    def _sign(self) -> Node:
        return Negate(self._postfix()) if self._take("-") else self._postfix()

    def _postfix(self) -> Node:
        node = self._primary()
        while True:
            token = self._next
            if token.kind == "field":
                self._at += 1
                node = Index(node, Literal(token.text))
            elif self._take("?"):
                node = Try(node)
            elif self._take("["):
                node = self._bracket(node)
            elif token.text == "." and self._tokens[self._at + 1].kind == "text":
                self._at += 1
                node = Index(node, self._text(self._move()))
            elif token.text == "." and self._tokens[self._at + 1].text == "[":
                self._at += 1
            else:
                return node

    def _bracket(self, target: Node) -> Node:
        if self._take("]"):
            return Iterate(target)
        begin = None
        if self._next.text != ":":
            begin = self.pipe()
            if self._take("]"):
                return Index(target, begin)
        self._need(":")
        end = None if self._next.text == "]" else self.pipe()
        self._need("]")
        return Slice(target, begin, end)

    # ---- terms

    def _move(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _primary(self) -> Node:
        token = self._next
        match token.kind:
            case "number":
                return Literal(_number(self._move().text))
            case "text":
                return self._text(self._move())
            case "variable":
                self._at += 1
                return Variable(token.text, token.position)
            case "field":
                self._at += 1
                return Index(Identity(), Literal(token.text))
            case "name":
                return self._named()
            case _:
                return self._symbol()

    def _symbol(self) -> Node:
        if self._take("."):
            if self._next.kind == "text":
                return Index(Identity(), self._text(self._move()))
            return Identity()
        if self._take("("):
            node = self.pipe()
            self._need(")")
            return node
        if self._take("["):
            if self._take("]"):
                return Array(None)
            node = Array(self.pipe())
            self._need("]")
            return node
        if self._take("{"):
            return self._object()
        raise self._unexpected()

    def _text(self, token: Token) -> Node:
        parts: list[str | Node] = []
        for part in token.parts:
            if isinstance(part, str):
                parts.append(part)
            else:
                inner = _Parser(part, self._depth + 1)
                parts.append(inner.pipe())
                inner.finish()
        if len(parts) == 1 and isinstance(parts[0], str):
            return Literal(parts[0])
        return Text(tuple(parts))

    def _named(self) -> Node:
        token = self._next
        if token.text == "if":
            self._at += 1
            return self._if()
        if token.text in _KEYWORDS:
            raise self._unexpected()
        self._at += 1
        match token.text:
            case "true":
                return Literal(value=True)
            case "false":
                return Literal(value=False)
            case "null":
                return Literal(None)
            case name:
                return self._call(name, token.position)

    def _if(self) -> Node:
        condition = self.pipe()
        self._need("then")
        then = self.pipe()
        if self._take("elif"):
            return If(condition, then, self._if())
        otherwise = self.pipe() if self._take("else") else None
        self._need("end")
        return If(condition, then, otherwise)

    def _call(self, name: str, position: int) -> Node:
        arguments: list[Node] = []
        if self._take("("):
            arguments.append(self.pipe())
            while self._take(";"):
                arguments.append(self.pipe())
            self._need(")")
        if (name, len(arguments)) not in FUNCTIONS and (name, len(arguments)) not in SHAPES:
            raise JqSyntaxError(
                f"The function {name}/{len(arguments)} does not exist or is not supported yet.",
                position,
            )
        return Call(name, tuple(arguments))

    def _object(self) -> Node:
        entries: list[tuple[Node, Node]] = []
        while not self._take("}"):
            if entries:
                self._need(",")
            entries.append(self._entry())
        return Object(tuple(entries))

    def _entry(self) -> tuple[Node, Node]:
        token = self._next
        if token.kind == "variable":
            self._at += 1
            return Literal(token.text), Variable(token.text, token.position)
        key: Node
        if token.kind in ("name", "number"):
            self._at += 1
            key = Literal(token.text)
        elif token.kind == "text":
            key = self._text(self._move())
        elif self._take("("):
            key = self.pipe()
            self._need(")")
            self._need(":")
            return key, self._value()
        else:
            raise self._unexpected()
        if self._take(":"):
            return key, self._value()
        return key, Index(Identity(), key)

    def _value(self) -> Node:
        node = self._alternative()
        while self._take("|"):
            node = Pipe(node, self._alternative())
        return node


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        number = float(text)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
