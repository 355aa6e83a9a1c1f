"""Networks of the lessons: every ``build_*`` returns an untrained Keras model."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES: MappingProxyType[str, str] = MappingProxyType({})

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
