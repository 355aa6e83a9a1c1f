"""Train so that the same seed gives the same numbers."""

from lesson_code.device import keras, tf


def set_seed(seed: int) -> None:
    """Make every draw that follows repeatable: Python's, NumPy's, TensorFlow's and Keras's.

    A repeated *run* gives the same numbers. A repeated *cell* does not: it goes on drawing where the last one stopped.

    Args:
        seed: Any whole number from 0 to 2**32 - 1.

    Raises:
        ValueError: The seed is outside that range.
    """
    if not 0 <= seed < 2**32:
        raise ValueError(f"expected a seed from 0 to 4294967295, got {seed}")
    keras.utils.set_random_seed(seed)
    # Otherwise the order in which threads add up decides the last digits.
    tf.config.experimental.enable_op_determinism()
