"""Installs packages for the workers that a test starts, without touching anything installed."""

from __future__ import annotations

from pathlib import Path


def install(site: Path, name: str, target: str, group: str = "baton.workflows") -> None:
    """An entry point as installers write it down; the code itself is found by PYTHONPATH."""
    about = site / f"{name.replace('-', '_')}-1.0.dist-info"
    about.mkdir(parents=True, exist_ok=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[{group}]\nown = {target}\n")
