"""Networks of the lessons: every ``build_*`` returns an untrained Keras model."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "build_classifier": "_gallery",
        "build_forecaster": "_weather",
        "build_penguin_network": "_penguins",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
