"""Let a package load a module when one of its names is asked for, and not before.

A page then depends on those modules alone that it uses: a change in another one does not run it again.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazily"]


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package whose names live in its modules.

    No module may have the name of what lives in it: once imported, it would stand in its place.

    Args:
        package: The name of the package, its ``__name__``.
        homes: For each public name the module of the package that defines it.
    """

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return load
