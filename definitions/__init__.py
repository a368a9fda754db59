"""The language: models of the standard, reader, lint, jq, and programs that the machine runs.

Never: an import of another room; everything else leans on this one.
"""

from definitions.diagnostics import Diagnostic
from definitions.models import Workflow
from definitions.plans import Program
from definitions.program import compile_program, content_hash, program_of
from definitions.reader import Reading, read

__all__ = [
    "Diagnostic",
    "Program",
    "Reading",
    "Workflow",
    "compile_program",
    "content_hash",
    "program_of",
    "read",
]
