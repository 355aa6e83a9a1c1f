"""Exercise ``match_activations``: which activation function does a statement speak of?

Write the function, then check it: python -m lesson_code check match_activations
"""


def match_activations() -> dict[int, str]:
    """Match each statement with the activation function that it speaks of.

    The functions are ``"A"`` sigmoid, ``"B"`` ReLU and ``"C"`` identity (also called linear).

    1. Its output always lies between 0 and 1.
    2. It is the choice for the output of a regression, where any number may be right.
    3. It is used most often in hidden layers, because it is not linear and yet cheap.
    4. It is the choice for the output of a classification into two classes.
    5. Optional: it gives the same as the identity for positive values, but it is another function.
    6. Optional: it cannot be differentiated at 0.
    7. Optional: it is what a ``Dense`` layer of Keras uses when you name no activation.

    Returns:
        The letter for each number, for example ``{1: "C", 2: "B", 3: "A", 4: "C"}``.
        Statements 5 to 7 earn extra points and may be left out.
    """
    raise NotImplementedError("write match_activations here")
