"""Functions of the catalogue: how they are declared, written, found and called by name.

Never: carried out here; that is an effect, and happens in `activities/functions/`.
"""

from definitions.functions.authoring import Caller, FunctionError, function
from definitions.functions.declaration import Example, Raises

__all__ = ["Caller", "Example", "FunctionError", "Raises", "function"]
