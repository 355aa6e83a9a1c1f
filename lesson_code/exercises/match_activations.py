"""Exercise ``match_activations``: which activation function does a statement speak of?"""

from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


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
    # The learner writes from here.
    return {1: "A", 2: "C", 3: "B", 4: "A", 5: "B", 6: "B", 7: "C"}


def relu_for_regression() -> dict[int, str]:
    return {1: "A", 2: "B", 3: "B", 4: "A", 5: "B", 6: "B", 7: "C"}


def relu_for_classification() -> dict[int, str]:
    return {1: "A", 2: "C", 3: "B", 4: "B", 5: "B", 6: "B", 7: "C"}


def sigmoid_in_hidden_layers() -> dict[int, str]:
    return {1: "A", 2: "C", 3: "A", 4: "A", 5: "B", 6: "B", 7: "C"}


def identity_is_like_itself() -> dict[int, str]:
    return {1: "A", 2: "C", 3: "B", 4: "A", 5: "C", 6: "B", 7: "C"}


def sigmoid_is_not_smooth() -> dict[int, str]:
    return {1: "A", 2: "C", 3: "B", 4: "A", 5: "B", 6: "A", 7: "C"}


def relu_is_the_default() -> dict[int, str]:
    return {1: "A", 2: "C", 3: "B", 4: "A", 5: "B", 6: "B", 7: "B"}


def built_in_a_loop() -> dict[int, str]:
    answers = {}
    for number, letter in enumerate(["a", "c", "b", "a", "b", "b", "c"], start=1):
        answers[number] = letter
    print(answers)
    return answers


def with_numpy_keys() -> dict[Any, str]:
    import numpy as np

    return {np.int64(number): letter for number, letter in zip(range(1, 8), "ACBABBC", strict=True)}


def letters(answers: Any, first: int, last: int) -> dict[int, str]:
    """Return the answers to the statements ``first`` to ``last``, as capital letters."""
    form = 'a dictionary of numbers and the letters "A", "B" or "C", for example {1: "C", 2: "B"}'
    if not isinstance(answers, dict):
        raise ValueError(form)
    picked = {number: answers[number] for number in range(first, last + 1) if number in answers}
    if any(not isinstance(letter, str) or letter.upper() not in {"A", "B", "C"} for letter in picked.values()):
        raise ValueError(form)
    return {number: letter.upper() for number, letter in picked.items()}


def required(answers: Any) -> dict[int, str]:
    """Return the answers to statements 1 to 4."""
    picked = letters(answers, 1, 4)
    if len(picked) < 4:
        raise ValueError("a letter for each of the statements 1, 2, 3 and 4")
    return picked


def fifth(answers: Any) -> str | None:
    """Return the answer to statement 5, or None."""
    return letters(answers, 5, 5).get(5)


def sixth(answers: Any) -> str | None:
    """Return the answer to statement 6, or None."""
    return letters(answers, 6, 6).get(6)


def seventh(answers: Any) -> str | None:
    """Return the answer to statement 7, or None."""
    return letters(answers, 7, 7).get(7)


exercise = Exercise(
    reference=match_activations,
    cases=[
        Case("match the statements 1 to 4", points=4, look=required, reveal=False),
        Case("match statement 5", look=fifth, optional=True, reveal=False),
        Case("match statement 6", look=sixth, optional=True, reveal=False),
        Case("match statement 7", look=seventh, optional=True, reveal=False),
    ],
    misconceptions=[
        Misconception(
            relu_for_regression, "a regression may have to predict -3: which of the functions can never give that?"
        ),
        Misconception(
            relu_for_classification, "the probability of a class is never 7: which functions of the three can give 7?"
        ),
        Misconception(
            sigmoid_in_hidden_layers, "think of the cost in statement 3: which function needs no exponential?"
        ),
        Misconception(
            identity_is_like_itself, "that is true of this function, but trivially: which *other* one does the same?"
        ),
        Misconception(sigmoid_is_not_smooth, "curved is not the same as kinked: look in the plot for a corner at 0"),
        Misconception(relu_is_the_default, "the most popular one is not the default: ask Keras, Dense(1).activation"),
    ],
    page="neuron",
    also_right=[built_in_a_loop, with_numpy_keys],
)
