from __future__ import annotations

PATH = "/api/v1/secrets/shop-key"


class TestPut:
    def test_the_value_comes_from_standard_input(self, at_the_api, baton):
        at_the_api.answer("PUT", PATH, status=201, raw=b"")
        options = ("--process", "sales/*", "--process", "hr/x", "--host", "shop.example.com")
        result = baton("secret", "put", "shop-key", *options, stdin="s3cret\n")
        assert result.exit_code == 0
        assert result.stdout == "shop-key: created\n"
        assert result.stderr == ""
        assert at_the_api.asked[0].json == {
            "value": "s3cret",
            "processes": ["sales/*", "hr/x"],
            "hosts": ["shop.example.com"],
        }

    def test_it_says_that_nobody_may_use_it_yet(self, at_the_api, baton):
        at_the_api.answer("PUT", PATH, status=204, raw=b"")
        result = baton("secret", "put", "shop-key", "--as-json", stdin='{"a": 1}')
        assert result.stdout == "shop-key: replaced\n"
        assert "--process and --host" in result.stderr
        assert at_the_api.asked[0].json == {"value": {"a": 1}, "processes": [], "hosts": []}

    def test_the_value_is_never_an_argument(self, baton):
        assert baton("secret", "put", "shop-key", "s3cret").exit_code == 2

    def test_a_refusal_does_not_tell_it(self, at_the_api, baton):
        at_the_api.problem("PUT", PATH, 403, "You may not.")
        result = baton("secret", "put", "shop-key", stdin="s3cret")
        assert result.exit_code == 1
        assert "s3cret" not in result.output
