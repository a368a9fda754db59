"""JSON Schema, drafts 4 to 2020-12: compiled to checks whose work is counted.

A validation is replayed workflow code and its schema is somebody's text, so its limits are steps.
Never: a retriever, a clock, or a library's verdict on how parts combine. Rejected: `jsonschema-rs`
alone, whose `anyOf` of references ends the process (out of memory) after thirty lines of schema,
and `jsonschema`, whose patterns and references take exponential time.
"""

__all__: list[str] = []
