"""Exercise ``deep_learning_problems``: for which problems is deep learning the right tool?

Write the function, then check it: python -m lesson_code check deep_learning_problems
"""


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
    raise NotImplementedError("write deep_learning_problems here")
