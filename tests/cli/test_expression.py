"""`baton jq`: jq's outputs and exit codes, within a process's bounds."""

from __future__ import annotations

import pytest


class TestOutputs:
    def test_one_a_line_and_compact(self, baton):
        result = baton("jq", ".[]", stdin='[1, {"b": [2, "é"]}, "x"]')
        assert result.stdout == '1\n{"b":[2,"é"]}\n"x"\n'
        assert (result.exit_code, result.stderr) == (0, "")

    def test_of_every_input(self, baton):
        assert baton("jq", ". + 1", stdin="1 2\n3\n").stdout == "2\n3\n4\n"

    def test_of_no_input_there_are_none(self, baton):
        assert (baton("jq", ".", stdin="").stdout, baton("jq", ".", stdin=" \n").stdout) == ("", "")

    def test_of_a_file(self, baton, tmp_path):
        file = tmp_path / "orders.json"
        file.write_bytes(b'\xef\xbb\xbf{"a": 1}')
        result = baton("jq", '.a, (input_filename | endswith("orders.json"))', str(file))
        assert result.stdout == "1\ntrue\n"

    def test_numbers_that_json_has_not(self, baton):
        assert baton("jq", "-n", "nan, -infinite").stdout == "null\n-1.7976931348623157e+308\n"

    def test_control_characters_are_escaped(self, baton):
        assert baton("jq", ".", stdin='"a\u202eb\\u001b"').stdout == '"a\\u202eb\\u001b"\n'


class TestOptions:
    def test_without_input(self, baton):
        assert baton("jq", "-n", "[inputs]", stdin="1 2").stdout == "[1,2]\n"
        assert baton("jq", "--null-input", ".", stdin="no JSON").stdout == "null\n"

    def test_all_inputs_together(self, baton):
        assert baton("jq", "-s", ".", stdin="1 2").stdout == "[1,2]\n"
        assert baton("jq", "--slurp", ".", stdin="").stdout == "[]\n"

    def test_texts_without_quotes(self, baton):
        assert baton("jq", "-r", ".[]", stdin='["a\\tb", ["c"]]').stdout == 'a\tb\n["c"]\n'

    def test_variables(self, baton):
        result = baton(
            "jq", "-n", "--arg", "who", "Ada=1", "--argjson", "context", '{"n": 2}',
            "--arg", "other", "", "[$who, $context.n, $other]",
        )  # fmt: skip
        assert result.stdout == '["Ada=1",2,""]\n'

    def test_a_variable_without_a_value(self, baton):
        result = baton("jq", "-n", "1", "--arg", "x")
        assert (result.exit_code, "x has no value" in result.stderr) == (2, True)

    def test_a_variable_that_is_no_json(self, baton):
        result = baton("jq", "-n", "1", "--argjson", "x", "{")
        assert (result.exit_code, "x is no JSON" in result.stderr) == (1, True)


class TestErrors:
    def test_the_outputs_before_one_are_shown(self, baton):
        result = baton("jq", ".[] | 1 / .", stdin="[1, 0, 2]")
        assert (result.exit_code, result.stdout) == (5, "1\n")
        assert "divisor is zero" in result.stderr

    def test_the_next_input_gets_its_turn(self, baton):
        result = baton("jq", ".a", stdin='[] {"a": 1}')
        assert (result.exit_code, result.stdout) == (5, "1\n")

    def test_no_program(self, baton):
        result = baton("jq", ".a |\n foo", stdin="1")
        assert result.exit_code == 3
        assert "line 2, column 2" in result.stderr
        assert "--arg" in result.stderr

    def test_a_variable_that_nobody_gave(self, baton):
        assert baton("jq", "-n", "$context").exit_code == 3

    @pytest.mark.parametrize("text", ["[1", "{'a': 1}", "nul", "[" * 100_000, "1 ]"])
    def test_no_json(self, baton, text):
        result = baton("jq", ".", stdin=text)
        assert result.exit_code == 2
        assert result.stderr

    def test_bytes_that_are_no_text(self, baton):
        assert baton("jq", ".", stdin=b'"\xff"').stdout == '"\ufffd"\n'

    def test_no_file(self, baton, tmp_path):
        result = baton("jq", ".", str(tmp_path / "none.json"))
        assert result.exit_code == 1
        assert "can't be read" in result.stderr

    @pytest.mark.parametrize(
        "program", ["[range(1e9)]", '"a" * 1e9', "def f: f; f", "try repeat(1)"]
    )
    def test_the_bounds_of_a_process(self, baton, program):
        result = baton("jq", "-n", f"{program} | empty")
        assert result.exit_code == 5
        assert "more than" in result.stderr


class TestWorld:
    def test_there_is_a_clock_and_no_environment(self, baton):
        result = baton("jq", "-n", "now > 1700000000, env, $ENV")
        assert result.stdout == "true\n{}\n{}\n"

    def test_debug_goes_beside_the_result(self, baton):
        result = baton("jq", "-n", '1 | debug | debug("at \\(.)") | stderr')
        assert result.stdout == "1\n"
        assert result.stderr == '["DEBUG:",1]\n["DEBUG:","at 1"]\n1\n'

    @pytest.mark.parametrize(
        ("program", "code", "words"),
        [
            ("halt", 0, ""),
            ('"bye" | halt_error', 5, "bye"),
            ("{a: 1} | halt_error(2)", 2, '{"a":1}\n'),
        ],
    )
    def test_halt(self, baton, program, code, words):
        result = baton("jq", f"., ({program})", stdin="1 2")
        assert (result.exit_code, result.stdout, result.stderr) == (code, "1\n", words)
