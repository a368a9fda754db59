"""The filter for calls of the kernel, carried out by hand."""

from __future__ import annotations

import struct

import pytest

from activities.sandbox.call_filter import ARCHITECTURES, Architecture, program

ALLOWED, KILLED = 0x7FFF0000, 0x80000000
REFUSED, NOT_THERE = 0x00050001, 0x00050026
MACHINES = pytest.mark.parametrize("machine", sorted(ARCHITECTURES))


def verdict(machine: str, number: int, *arguments: int, mark: int | None = None) -> int:
    """As the kernel carries a filter out."""
    known = ARCHITECTURES[machine].mark if mark is None else mark
    data = struct.pack("=IIQ6Q", number, known, 0, *arguments, *[0] * (6 - len(arguments)))
    steps = [struct.unpack("=HBBI", one) for one in chunks(program(machine))]
    held = at = 0
    while True:
        code, if_so, if_not, value = steps[at]
        at += 1
        match code:
            case 0x20:
                held = struct.unpack_from("=I", data, value)[0]
            case 0x15:
                at += if_so if held == value else if_not
            case 0x35:
                at += if_so if held >= value else if_not
            case 0x54:
                held &= value
            case 0x06:
                return value
            case _:
                raise AssertionError(code)


def chunks(data: bytes) -> list[bytes]:
    assert len(data) % 8 == 0
    return [data[place : place + 8] for place in range(0, len(data), 8)]


def known(machine: str) -> Architecture:
    return ARCHITECTURES[machine]


class TestProgram:
    @MACHINES
    def test_refuses_each_that_is_forbidden(self, machine):
        assert {verdict(machine, n) for n in known(machine).forbidden.values()} == {REFUSED}

    @MACHINES
    @pytest.mark.parametrize("number", [425, 428, 442])
    def test_refuses_the_young(self, machine, number):
        assert verdict(machine, number) == REFUSED

    @MACHINES
    def test_says_of_clone3_that_it_is_not_there(self, machine):
        assert verdict(machine, 435) == NOT_THERE

    @MACHINES
    def test_lets_processes_and_threads_be_made_and_no_namespaces(self, machine):
        assert verdict(machine, known(machine).clone, 0x003D0F00) == ALLOWED
        for bit in (0x10000000, 0x00020000, 0x40000000, 0x02000000):
            assert verdict(machine, known(machine).clone, 0x11 | bit) == REFUSED

    @MACHINES
    def test_lets_memory_be_had_and_none_shared_without_a_file(self, machine):
        assert verdict(machine, known(machine).mmap, 0, 1, 3, 0x22) == ALLOWED
        assert verdict(machine, known(machine).mmap, 0, 1, 3, 0x01) == ALLOWED
        assert verdict(machine, known(machine).mmap, 0, 1, 3, 0x21) == REFUSED
        assert verdict(machine, known(machine).mmap, 0, 1, 3, 0x23) == REFUSED

    @MACHINES
    @pytest.mark.parametrize("number", [0, 1, 2, 3, 61, 93, 257])
    def test_lets_the_rest_be(self, machine, number):
        assert verdict(machine, number) == ALLOWED

    @MACHINES
    def test_knows_no_other_world(self, machine):
        assert verdict(machine, 0, mark=0x40000003) == KILLED
        assert verdict(machine, 0x40000029) == NOT_THERE

    def test_of_a_machine_that_nobody_knows(self):
        with pytest.raises(KeyError):
            program("pdp11")
