"""The networks of the lesson ``weather``."""

from collections.abc import Sequence
from typing import Any

from lesson_code.device import keras

__all__ = ["build_forecaster"]


def build_forecaster(
    n_features: int = 26,
    hidden: Sequence[int] = (128, 128),
    *,
    dropout: float = 0.0,
    batch_normalisation: bool = False,
    penalty: float = 0.0,
) -> Any:
    """Return a compiled network that predicts one temperature: one output without activation, mean squared error.

    Args:
        n_features: The inputs of an example, scaled to about 1.
        hidden: The number of neurons of each hidden layer; all use ReLU.
        dropout: The share of the outputs of each hidden layer that is dropped in training, from 0 to below 1.
        batch_normalisation: Whether a layer of batch normalisation follows each hidden layer.
        penalty: The strength of an L2 penalty on the weights of the hidden layers, at least 0.

    Returns:
        The untrained network with Adam at a learning rate of 0.003 and the metric ``rmse``, in the unit of the labels.
    """
    model = keras.Sequential([keras.Input((n_features,))])
    for n_neurons in hidden:
        regularizer = keras.regularizers.L2(penalty) if penalty else None
        model.add(keras.layers.Dense(n_neurons, activation="relu", kernel_regularizer=regularizer))
        if batch_normalisation:
            model.add(keras.layers.BatchNormalization())
        if dropout:
            model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(1))
    model.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss="mean_squared_error",
        metrics=[keras.metrics.RootMeanSquaredError(name="rmse")],
    )
    return model
