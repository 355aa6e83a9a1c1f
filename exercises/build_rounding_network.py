"""Exercise ``build_rounding_network``: a network that learns to round, built and compiled.

Write the function, then check it: python -m lesson_code check build_rounding_network
"""

import keras


def build_rounding_network() -> keras.Model:
    """Build and compile the network that learns to round numbers between 0 and 1.

    The layers, from input to output:

    - an input of one number, ``shape=(1,)``;
    - a dense hidden layer of 8 neurons with ReLU;
    - a dense output layer of 2 neurons with softmax, one neuron for each class.

    Compile it with the optimizer Adam, the loss sparse categorical cross-entropy (the labels are 0 and 1, not
    one-hot), and the metric accuracy. Names such as ``"adam"`` and objects of Keras are both fine, and so are the
    ``Sequential`` and the functional way. There is nothing to train here.

    Returns:
        The compiled model; it has 34 parameters.
    """
    raise NotImplementedError("write build_rounding_network here")
