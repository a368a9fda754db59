# What we use of google-re2, which says nothing about its types. Never: more than that.

from collections.abc import Mapping

class error(Exception):  # noqa: N801, N818 - its name
    args: tuple[bytes]

class Options:
    log_errors: bool
    max_mem: int
    case_sensitive: bool
    dot_nl: bool
    longest_match: bool

class _Match:
    def span(self, group: int = 0) -> tuple[int, int]: ...

class _Regexp:
    @property
    def groups(self) -> int: ...
    @property
    def programsize(self) -> int: ...
    @property
    def groupindex(self) -> Mapping[bytes, int]: ...
    def search(self, text: bytes, pos: int | None = None) -> _Match | None: ...

def compile(pattern: bytes, options: Options | None = None) -> _Regexp: ...  # noqa: A001 - its name
