"""Experiments: functions of one seed that return numbers, for `lesson_code.training.over_seeds` and for claims.

Each module belongs to a lesson or a data set, and is loaded when one of its experiments is asked for: a change in one
module then repeats its own experiments only, and digits are compared without waiting for Keras.
"""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "N_EXAMPLES": "digits",
        "accuracy_by_examples": "digits",
        "accuracy_left_out": "digits",
        "build_methods": "digits",
        "digits_network": "dense_digits",
        "materials_from_scratch": "patches",
        "materials_transferred": "patches",
        "middle_half": "numbers",
        "moved_digits": "shifted",
        "overlapping_patches": "patches",
        "random_labels": "patches",
        "readers": "shifted",
        "rounding": "numbers",
        "split_by_forms": "digits",
        "validation_first": "numbers",
        "xor": "corners",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
