"""`call: openapi`: what the activity is asked, and that only it knows what is safe."""

from __future__ import annotations

TASK = """\
  - one:
      call: openapi
      with:
        document: { endpoint: 'https://a.example/{v}/openapi.json' }
        operationId: read
        parameters: { id: '${ .id }', key: '${ $secrets.key }' }
        authentication: { use: me }
      output: { as: '{ got: . }' }
"""
USE = """\
use:
  secrets: [key]
  authentications:
    me: { basic: { username: '${ .user }', password: p } }
"""


class TestCall:
    def test_all_of_its_arguments(self, drive):
        driver = drive(TASK, USE)
        driver.start({"v": 3, "id": 7, "user": "ann"})
        (call,) = driver.calls.values()
        assert (call.function, call.safe, call.local) == ("openapi.call", False, False)
        arguments = call.arguments
        assert arguments["document"] == {"endpoint": "https://a.example/3/openapi.json"}
        assert arguments["parameters"]["id"] == 7
        assert "secrets" in str(arguments["parameters"]["key"])
        assert arguments["authentication"] == {"basic": {"username": "ann", "password": "p"}}
        assert driver.answer(5).state.output == {"got": 5}
