"""Networks of the lessons: every ``build_*`` returns an untrained Keras model."""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "DIGIT_PLANS": "_digits",
        "N_TOP_LAYERS": "_transfer",
        "build_classifier": "_gallery",
        "build_dense_reader": "_digits",
        "build_digit_reader": "_digits",
        "build_efficientnet_lite0": "_efficientnet_lite",
        "build_forecaster": "_weather",
        "build_patch_network": "_transfer",
        "build_penguin_network": "_penguins",
        "build_top": "_transfer",
        "resize_input": "_transfer",
        "set_torch_weights": "_efficientnet_lite",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
