"""Experiments: functions of one seed that return numbers, for `lesson_code.training.over_seeds` and for claims.

Each module belongs to a lesson or a data set, and is loaded when one of its experiments is asked for: a change in one
module then repeats its own experiments only, and digits are compared without waiting for Keras.
"""

from types import MappingProxyType

from lesson_code.lazy import lazily

_HOMES = MappingProxyType(
    {
        "N_EXAMPLES": "digits",
        "SETTINGS": "islands",
        "accuracy_by_examples": "digits",
        "accuracy_left_out": "digits",
        "build_methods": "digits",
        "case_1": "gallery",
        "case_10": "gallery",
        "case_2": "gallery",
        "case_3": "gallery",
        "case_4": "gallery",
        "case_5": "gallery",
        "case_6": "gallery",
        "case_7": "gallery",
        "case_8": "gallery",
        "case_9": "gallery",
        "digits_network": "dense_digits",
        "gradient_noise": "descents",
        "half_precision": "precision",
        "kink": "descents",
        "leaking": "forecasts",
        "left_out": "groups",
        "materials_from_scratch": "patches",
        "materials_transferred": "patches",
        "middle_half": "numbers",
        "moved_digits": "shifted",
        "one_station": "forecasts",
        "other_splits": "islands",
        "overlapping_patches": "patches",
        "penguin_scales": "islands",
        "puzzle": "islands",
        "random_labels": "patches",
        "readers": "shifted",
        "refined": "islands",
        "remedies": "forecasts",
        "rounding": "numbers",
        "split_by_forms": "digits",
        "ten_examples": "by_heart",
        "tested": "forecasts",
        "three_optimizers": "descents",
        "validation_first": "numbers",
        "wrong_unit": "seedlings",
        "xor": "corners",
        "xor_starts": "descents",
    }
)

__all__ = list(_HOMES)
__getattr__ = lazily(__name__, _HOMES)
