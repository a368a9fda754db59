"""Measurements, each beside the thing that it is compared with. Never: part of the test suite."""
