"""Which data is at hand at each task: types that go through tasks, loops, branches, handlers."""

from __future__ import annotations

from pathlib import Path

import pytest

import definitions
from definitions.data_schemas import MOST_TOLD, schemas_of
from definitions.functions.catalogue import shipped
from definitions.reader import read
from definitions.values import Json, encode

HEAD = "document: { dsl: 1.0.3, namespace: t, name: t, version: 0.1.0 }\n"
INPUT = """input:
  schema:
    document:
      type: object
      properties: { cost: { type: number }, rows: { type: array, items: { type: string } } }
      required: [cost]
      additionalProperties: false
"""


def known(tasks: str, head: str = INPUT) -> dict[str, dict[str, Json]]:
    """By the name of the task, with references put in."""
    reading = read(f"{HEAD}{head}do:\n{tasks}")
    assert reading.workflow is not None, reading.diagnostics
    data, schemas = schemas_of(reading.workflow, shipped()).to_json()

    def whole(value: Json) -> Json:
        if isinstance(value, dict) and "$ref" in value:
            return schemas[int(str(value["$ref"]).rsplit("/", 1)[-1])]
        return value

    return {
        pointer.rsplit("/", 1)[-1]: {
            name: {key: whole(one) for key, one in value.items()}
            if name == "variables"
            else whole(value)
            for name, value in each.items()
        }
        for pointer, each in data.items()
    }


def names(schema: Json) -> list[str]:
    return list(schema["properties"])


class TestFlow:
    def test_from_the_input_to_the_next_task(self):
        found = known("  - a: { set: { total: '${ .cost * 2 }' } }\n  - b: { wait: PT1S }\n")
        assert names(found["a"]["input"]) == ["cost", "rows"]
        assert found["b"]["input"]["properties"] == {"total": {"type": "number"}}
        assert found["b"]["output"] == found["b"]["input"]

    def test_input_from_and_output_as(self):
        found = known(
            "  - a: { input: { from: '{ n: .cost }' }, set: { m: '${ .n }' }, "
            "output: { as: '{ out: .m, was: $input.n }' } }\n"
        )
        assert found["a"]["input"]["properties"] == {"n": {"type": "number"}}
        assert found["a"]["output"]["properties"] == {
            "out": {"type": "number"},
            "was": {"type": "number"},
        }

    def test_ways_that_meet(self):
        found = known(
            "  - w: { switch: [ x: { when: .cost > 1, then: a }, y: { then: b } ] }\n"
            "  - a: { set: { one: 1 }, then: c }\n  - b: { set: { two: 2 } }\n"
            "  - c: { wait: PT1S }\n"
        )
        assert sorted(names(found["c"]["input"])) == ["one", "two"]
        assert "required" not in found["c"]["input"]

    def test_many_ways_that_meet(self):
        ways = "".join(f"c{n}: {{ when: .cost == {n}, then: t{n} }}, " for n in range(10))
        tasks = "".join(f"  - t{n}: {{ set: {{ n{n}: 1 }}, then: z }}\n" for n in range(10))
        found = known(
            f"  - w: {{ switch: [ {ways} d: {{ then: z }} ] }}\n{tasks}  - z: {{ wait: PT1S }}\n"
        )
        assert len(names(found["z"]["input"])) == 12

    def test_what_goes_round_ends(self):
        found = known(
            "  - a: { set: { one: '${ . }', two: '${ . }' }, then: b }\n"
            "  - b: { switch: [ x: { when: .x, then: a }, y: { then: end } ] }\n"
        )
        assert found["b"]["output"] is not None

    def test_what_nothing_leads_to_is_not_there(self):
        assert "b" not in known("  - a: { set: { x: 1 }, then: end }\n  - b: { set: { y: 1 } }\n")

    def test_a_skipped_task_hands_on_what_came(self):
        found = known("  - a: { if: .cost > 1, set: { x: 1 } }\n  - b: { wait: PT1S }\n")
        assert sorted(names(found["b"]["input"])) == ["cost", "rows", "x"]


class TestInside:
    def test_a_loop(self):
        found = known(
            "  - loop: { for: { each: row, at: place, in: .rows }, "
            "do: [ { in: { set: { text: '${ $row }', place: '${ $place }' } } } ] }\n"
        )
        assert found["in"]["variables"] == {
            "row": {"type": "string"},
            "place": {"type": "integer"},
        }
        assert found["in"]["output"]["properties"] == {
            "text": {"type": "string"},
            "place": {"type": "integer"},
        }
        assert {"text", "cost"} <= set(names(found["loop"]["output"]))

    def test_a_loop_in_a_loop_sees_both(self):
        found = known(
            "  - o: { for: { each: x, in: .rows }, do: [ { p: { for: { each: y, in: '[1, 2]' }, "
            "do: [ { q: { set: { both: '${ [$x, $y] }' } } } ] } } ] }\n"
        )
        assert set(found["q"]["variables"]) == {"x", "index", "y"}

    def test_branches(self):
        found = known(
            "  - f: { fork: { branches: [ { a: { set: { x: 1 } } }, "
            "{ b: { set: { y: 1 } } } ] } }\n"
            "  - g: { fork: { compete: true, branches: [ { c: { set: { z: 1 } } } ] } }\n"
        )
        assert sorted(names(found["f"]["output"]["items"])) == ["x", "y"]
        assert names(found["g"]["output"]) == ["z"]

    def test_a_handler_sees_the_error(self):
        found = known(
            "  - t: { try: [ { a: { call: http, "
            "with: { method: get, endpoint: 'https://x.y' } } } ], "
            "catch: { as: why, do: [ { h: { set: { said: '${ $why.detail }' } } } ] } }\n"
        )
        assert names(found["h"]["variables"]["why"])[:2] == ["type", "status"]
        assert found["h"]["output"]["properties"] == {"said": {"type": "string"}}
        assert found["a"]["output"] is True

    def test_a_listener(self):
        found = known(
            "  - l: { listen: { to: { one: { with: { type: x } } } }, "
            "foreach: { item: e, do: [ { h: { set: { a: 1 } } } ] } }\n"
        )
        assert set(found["h"]["variables"]) == {"e", "index"}
        assert found["l"]["output"]["type"] == "array"

    def test_functions_of_the_document(self):
        head = f"{INPUT}use: {{ functions: {{ own: {{ set: {{ a: 1 }} }} }} }}\n"
        found = known("  - c: { call: own }\n", head)
        assert found["own"]["input"] is True
        assert found["c"]["output"] is True


class TestWhatIsDeclared:
    def test_what_a_function_gives(self):
        found = known("  - u: { call: uuid:1.0.0@default }\n")
        assert found["u"]["output"] is not True

    def test_the_fields_of_a_form(self):
        form = "{ type: object, properties: { date: { type: string, format: date } } }"
        given = f"{{ subject: x, form: {form}, people: [a] }}"
        found = known(f"  - q: {{ call: 'form:1.0.0@default', with: {given} }}\n")
        fields = found["q"]["output"]["properties"]["fields"]
        assert fields["properties"]["date"] == {"format": "date", "type": "string"}

    def test_schemas_where_nothing_else_is_known(self):
        schema = "schema: { document: { type: object, properties: { a: { type: string } } } }"
        call = "call: http, with: { method: get, endpoint: 'https://x.y' }"
        found = known(f"  - h: {{ {call}, output: {{ {schema} }} }}\n")
        assert names(found["h"]["output"]) == ["a"]

    def test_the_context(self):
        found = known("  - a: { set: { x: 1 }, export: { as: '{ kept: .x }' } }\n"
                      "  - b: { set: { y: '${ $context.kept }' } }\n")  # fmt: skip
        assert names(found["b"]["context"]) == ["kept"]
        assert found["b"]["output"]["properties"] == {"y": {"type": "integer"}}

    def test_an_event(self):
        found = known("  - e: { emit: { event: { with: { type: x, data: '${ .cost }' } } } }\n")
        assert found["e"]["output"]["properties"]["data"] == {"type": "number"}


class TestBounds:
    def test_what_is_told_stays_small(self):
        wide = ", ".join(f"field{n}: '${{ .cost }}'" for n in range(300))
        tasks = "".join(f"  - t{n}: {{ set: {{ own{n}: 1, {wide} }} }}\n" for n in range(200))
        reading = read(f"{HEAD}{INPUT}do:\n{tasks}"[: 250 * 1024].rsplit("  - ", 1)[0])
        assert reading.workflow is not None
        data, schemas = schemas_of(reading.workflow, shipped()).to_json()
        assert len(encode(schemas)) <= MOST_TOLD + 1_000
        assert len(encode(data)) <= MOST_TOLD

    @pytest.mark.parametrize(
        "path",
        sorted(Path(definitions.__file__).with_name("ready").glob("[a-z]*[a-z].yaml")),
        ids=lambda path: path.name,
    )
    def test_ready_made_ones(self, path: Path):
        if ".scenarios" in path.name:
            return
        reading = read(path.read_bytes())
        assert reading.workflow is not None
        found = schemas_of(reading.workflow, shipped())
        assert found.tasks
