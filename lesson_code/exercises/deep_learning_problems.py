"""Exercise ``deep_learning_problems``: for which problems is deep learning the right tool?"""

from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def deep_learning_problems() -> set[int]:
    """Return the numbers of the problems that you would solve with deep learning.

    1. Tell which bird is in a picture; there are thousands of pictures with the names of the birds.
    2. Compute the median and the interquartile range of a data set.
    3. Recognise a rare disease on MRI scans, with one or two scans of it to learn from.
    4. Find people in pictures with a network that has been trained only on cats and dogs.
    5. Translate a text from English to French.

    Returns:
        The numbers as a set or a list, in any order, for example ``{2, 3}``.
    """
    # The learner writes from here.
    return {1, 5}


def takes_the_rare_disease() -> set[int]:
    return {1, 3, 5}


def takes_the_unseen_class() -> set[int]:
    return {1, 4, 5}


def takes_only_pictures() -> set[int]:
    return {1}


def takes_the_statistics() -> set[int]:
    return {1, 2, 5}


def takes_all() -> set[int]:
    return {1, 2, 3, 4, 5}


def as_a_list_in_another_order() -> list[int]:
    return [5, 1]


def as_a_tuple() -> tuple[int, ...]:
    return (1, 5)


def as_a_computed_set() -> set[int]:
    numbers = set()
    for number in range(1, 6):
        print("thinking about", number)
        if number not in (2, 3, 4):
            numbers.add(number)
    return numbers


def with_numpy() -> Any:
    import numpy as np

    return np.array([1, 5])


def chosen(answer: Any) -> set[int]:
    """Return the numbers in an answer, whatever collection holds them."""
    if not isinstance(answer, set | list | tuple) or any(type(number) is not int for number in answer):
        raise ValueError("a set or a list of whole numbers, for example {2, 3}")
    return set(answer)


exercise = Exercise(
    reference=deep_learning_problems,
    cases=[
        Case("name the problems that deep learning is made for, and no other", points=2, look=chosen, reveal=False),
    ],
    misconceptions=[
        Misconception(
            takes_the_rare_disease, "count the examples that each problem offers: from how many can a network learn?"
        ),
        Misconception(
            takes_the_unseen_class,
            "look at what each network was trained on: what does it answer when it meets something else?",
        ),
        Misconception(takes_only_pictures, "pictures are one strength of deep learning: is there another in the list?"),
        Misconception(takes_the_statistics, "is there a problem in your list that a short formula solves exactly?"),
        Misconception(
            takes_all,
            "ask three questions of each problem: are there many examples, are the patterns complex, "
            "is there no simpler way?",
        ),
    ],
    page="introduction",
    also_right=[as_a_list_in_another_order, as_a_tuple, as_a_computed_set, with_numpy],
)
