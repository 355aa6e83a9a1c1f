"""Exercise ``add_new_head``: a new last layer on a pretrained network that stays as it is.

Write the function, then check it: python -m lesson_code check add_new_head
"""

import keras


def add_new_head(base: keras.Model, n_classes: int) -> keras.Model:
    """Put a new head on a pretrained base, and freeze the base.

    The model that you return takes what the base takes. From input to output it consists of

    - the whole base with the weights that it has learned, frozen: training must not change any of its numbers, nor
      the averages in its batch normalisation;
    - one dense layer with softmax, with one neuron for each class, which stays trainable.

    Nothing else stands between them or behind them. You may freeze the ``base`` that you are given; you need not make
    a copy. Compiling is not needed, and there is nothing to train here.

    A base of 256 parameters that gives 8 features, for example, makes with 4 classes a model of 292 parameters, of
    which 36 are trainable.

    Args:
        base: A pretrained network whose own head is cut off and whose output is pooled, as ``keras.applications``
            gives it with ``include_top=False`` and ``pooling="avg"``; its output has the shape
            ``(None, n_features)``.
        n_classes: How many classes there are to tell apart, at least 2.

    Returns:
        The model; its output has the shape ``(None, n_classes)``, a row of probabilities for each picture.

    Raises:
        ValueError: There are fewer than 2 classes.
    """
    raise NotImplementedError("write add_new_head here")
