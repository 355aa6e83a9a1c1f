"""Data of the lessons: what installed packages carry, split so that nothing leaks between the parts."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "Digits": "_digits",
        "load_digits": "_digits",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
