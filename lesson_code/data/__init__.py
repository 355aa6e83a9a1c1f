"""Data of the lessons: what installed packages carry, split so that nothing leaks between the parts."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "Digits": "_digits",
        "FEATURES": "_penguins",
        "Forecasts": "_weather",
        "Penguins": "_penguins",
        "SPECIES": "_penguins",
        "STATIONS": "_weather",
        "load_digits": "_digits",
        "load_penguins": "_penguins",
        "load_weather": "_weather",
        "make_forecasts": "_weather",
        "read_penguins": "_penguins",
        "remove_errors": "_weather",
        "split_weeks": "_weather",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
