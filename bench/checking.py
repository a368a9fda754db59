"""How long a check of a definition of 300 tasks takes, which somebody is writing.

`python -m bench.checking`: the work of one process, without HTTP and database, in time of the
processor. Never: a figure of what is remembered; each text differs from the one before, as it does
while somebody types.
"""

from __future__ import annotations

import statistics
import time

from definitions.data_schemas import schemas_of
from definitions.functions.catalogue import shipped
from definitions.lint import lint, publishable
from definitions.reader import read
from definitions.values import encode

TASKS = 300
TIMES = 20

_FIELDS = "{{ cost: {{ type: number }}, item: {{ type: string }}, rows: {{ type: array }} }}"
_HEAD = (
    "document: {{ dsl: 1.0.3, namespace: bench, name: long, version: 0.1.0, title: T{number} }}\n"
    f"input: {{{{ schema: {{{{ document: {{{{ type: object, properties: {_FIELDS} }}}} }}}} }}}}\n"
    "do:\n"
)
_SET = "  - set{n}: {{ set: {{ total: '${{ .cost + {n} }}', item: '${{ .item }}', cost: 1 }} }}\n"
_ASK = (
    "  - ask{n}: {{ call: 'approval:1.0.0@default', with: {{ subject: '${{ \"{n} \\(.item)?\" }}',"
    " approvers: [{{ manager: 1 }}] }}, output: {{ as: '{{ item: .decision, cost: {n} }}' }} }}\n"
)
_GET = (
    "  - get{n}: {{ call: http, with: {{ method: get, endpoint: 'https://x.example/{n}' }},"
    " output: {{ as: '{{ cost: .cost, item: .name, seen: {n} }}' }} }}\n"
)
_EACH = (
    "  - each{n}: {{ for: {{ in: '[1, 2]' }}, do: [ {{ in{n}:"
    " {{ set: {{ item: x, cost: '${{ $item * {n} }}' }} }} }} ] }}\n"
)
_KINDS = (_SET, _ASK, _GET, _EACH)


def text_of(number: int) -> str:
    tasks: list[str] = []
    place = 0
    while len(tasks) + place // len(_KINDS) < TASKS:
        tasks.append(_KINDS[place % len(_KINDS)].format(n=place))
        place += 1
    return _HEAD.format(number=number) + "".join(tasks)


def main() -> None:
    catalogue = shipped()
    took: dict[str, list[float]] = {"read": [], "rules": [], "data": [], "whole": []}
    size = 0
    for number in range(TIMES):
        text = text_of(number)
        begin = time.process_time()
        reading = read(text)
        done = time.process_time()
        found = [*lint(reading, catalogue), *publishable(reading, catalogue)]
        ruled = time.process_time()
        if reading.workflow is None or any(one.severity == "error" for one in found):
            raise SystemExit(f"The text is wrong: {[*reading.diagnostics, *found][:3]}")
        data, schemas = schemas_of(reading.workflow, catalogue).to_json()
        size = len(encode([data, schemas]))
        end = time.process_time()
        for name, seconds in zip(
            took, (done - begin, ruled - done, end - ruled, end - begin), strict=True
        ):
            took[name].append(seconds * 1000)
    shown = ", ".join(f"{name} {statistics.median(ones):.0f} ms" for name, ones in took.items())
    print(f"{TASKS} tasks: {shown}; data of {size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
