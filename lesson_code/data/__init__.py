"""Data of the lessons: what installed packages carry, split so that nothing leaks between the parts."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "Digits": "_digits",
        "PHOTOS": "_photos",
        "Photo": "_photos",
        "load_digits": "_digits",
        "load_photo": "_photos",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
