"""Networks of the lessons: every ``build_*`` returns an untrained Keras model."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "build_efficientnet_lite0": "_efficientnet_lite",
        "set_torch_weights": "_efficientnet_lite",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
