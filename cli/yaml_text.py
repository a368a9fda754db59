"""Values as YAML that people read, and Baton's reader reads back as the same.

Never: a text left bare that another reader could take for a number, a date or a truth.
"""

from __future__ import annotations

import re

import yaml

from definitions.values import Json

_BARE = re.compile(r"[A-Za-z][A-Za-z0-9 ._/-]{0,60}(?<! )")
_TAKEN = re.compile(r"true|false|null|nan|inf|infinity|yes|no|on|off|y|n", re.IGNORECASE)


class _Dumper(yaml.SafeDumper):
    """Texts in quotes, but for plain words; each value written out where it stands."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's shape
        return True


def _text(_: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    bare = _BARE.fullmatch(text) and not _TAKEN.fullmatch(text)
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=None if bare else '"')


_Dumper.add_representer(str, _text)


def yaml_text(value: Json) -> str:
    return yaml.dump(
        value,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=10_000_000,
    )
