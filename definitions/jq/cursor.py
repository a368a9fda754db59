"""Goes through the tokens of a program and says what is wrong where one is not as expected.

Never: a guess about what was meant; a hint at most.
"""

from __future__ import annotations

from collections.abc import Mapping

from definitions.jq.errors import JqSyntaxError
from definitions.jq.lexer import MAX_NESTING, Token

KEYWORDS = frozenset({
    "and", "as", "break", "catch", "def", "elif", "else", "end", "foreach", "if", "import",
    "include", "label", "module", "or", "reduce", "then", "try",
})  # fmt: skip
_MODULES = ("import", "include", "module")
_HINTS: Mapping[str, str] = {
    "===": "To compare, write `==`.",
    "!==": "To compare, write `!=`.",
    "&&": "Write `and`.",
    "||": "Write `or`.",
    "?//": "For a default behind a `?` leave a space: `.a? // 1`.",
    "{": "Is a `|`, a comma or an operator missing before it?",
    "}": "Is a bracket missing before it, or is there one too many?",
    ")": "Is a bracket missing before it, or is there one too many?",
    "]": "Is a bracket missing before it, or is there one too many?",
}
_BRACKET = 4
"""A bracket takes the parser as many calls as this many words such as `as`."""


class Cursor:
    """A place in the program."""

    __slots__ = ("_at", "_nesting", "_tokens", "next", "text")

    def __init__(self, found: tuple[Token, ...], nesting: int) -> None:
        self._tokens = found
        self._at = 0
        self._nesting = nesting
        self.next = found[0]
        self.text = self.next.text

    @property
    def nesting(self) -> int:
        return self._nesting

    def behind(self) -> Token:
        """The token after the next one."""
        return self._tokens[self._at + 1]

    def move(self) -> Token:
        token = self.next
        self._at += 1
        self.next = self._tokens[self._at]
        self.text = self.next.text
        return token

    def take(self, text: str) -> bool:
        if self.text != text:
            return False
        self.move()
        return True

    def need(self, text: str, whose: str) -> None:
        if not self.take(text):
            if self.next.kind == "end":
                raise JqSyntaxError(
                    f"The {whose} is not closed: `{text}` is missing.", self.next.position
                )
            raise self.unexpected()

    def enter(self, weight: int = _BRACKET) -> None:
        self._nesting += weight
        if self._nesting > MAX_NESTING * _BRACKET:
            raise JqSyntaxError("The expression is nested too deeply.", self.next.position)

    def leave(self, weight: int = _BRACKET) -> None:
        self._nesting -= weight

    def unexpected(self) -> JqSyntaxError:
        token = self.next
        if token.kind == "end":
            return JqSyntaxError("The expression ends too early.", token.position)
        if token.text in _MODULES:
            return JqSyntaxError(
                f"`{token.text}` can't be used: an expression stands alone and reads no modules. "
                "Write the functions that it needs into it, with `def`.",
                token.position,
            )
        hint = _HINTS.get(token.text, "")
        return JqSyntaxError(
            f"`{token.text}` is not expected here. {hint}".rstrip(), token.position
        )
