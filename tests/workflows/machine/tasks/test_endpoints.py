"""URI templates of calls, wherever the author writes one."""

from __future__ import annotations

TASK = """\
  - one:
      call: http
      with:
        method: get
        endpoint:
          uri: https://a.example/{id}
          authentication: { use: me }
        headers: { x: '{id}' }
"""
USE = """\
use:
  authentications:
    me:
      oauth2:
        authority: https://{tenant}.b
        grant: client_credentials
        username: ${ .u }
"""


class TestFilled:
    def test_the_address_and_its_authority(self, drive):
        driver = drive(TASK, USE)
        driver.start({"id": 5, "tenant": "t/{id}", "u": "{id}"})
        (call,) = driver.calls.values()
        endpoint = call.arguments["endpoint"]
        assert endpoint["uri"] == "https://a.example/5"
        policy = endpoint["authentication"]["oauth2"]
        assert policy["authority"] == "https://t%2F%7Bid%7D.b"
        assert policy["username"] == "{id}"
        assert call.arguments["headers"] == {"x": "{id}"}

    def test_a_wrong_type_is_an_expression_error(self, drive):
        machine = drive(TASK, USE).start({"id": 5, "tenant": []})
        assert machine.state.error.type.endswith("/expression")
        assert machine.state.error.instance == "/do/0/one"
