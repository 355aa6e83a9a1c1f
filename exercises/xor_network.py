"""Exercise ``xor_network``: a network of three neurons, computed by hand.

Write the function, then check it: python -m lesson_code check xor_network
"""


def xor_network(x1: float, x2: float) -> float:
    """Return the output of a network with two inputs, two hidden neurons and one output neuron.

    All three neurons use ReLU:

    - The first hidden neuron has the weights 1 and 1 and the bias 0.
    - The second hidden neuron has the weights 1 and 1 and the bias -1.
    - The output neuron has the weights 1 (for the first hidden neuron) and -2 (for the second), and the bias 0.

    Args:
        x1: The first input, any number.
        x2: The second input, any number.

    Returns:
        The output of the last neuron, at least 0.
    """
    raise NotImplementedError("write xor_network here")
