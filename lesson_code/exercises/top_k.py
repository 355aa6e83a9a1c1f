"""Exercise ``top_k``: which classes does a network find most probable?"""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception

TYPE_CHECKING = False
if TYPE_CHECKING:
    from random import Random


def top_k(probabilities: Sequence[float], class_names: Sequence[str], k: int) -> list[tuple[str, float]]:
    """Return the most probable classes of a picture with their probabilities.

    Args:
        probabilities: What the network gives, one number for each class, shape ``(n,)``.
        class_names: The name of each class in the same order, shape ``(n,)``. Two classes may share a name.
        k: How many classes are wanted, from 1 to ``n``.

    Returns:
        A list of ``k`` pairs ``(name, probability)``, the most probable class first. Classes of equal probability
        keep the order in which they were given.

    Raises:
        ValueError: There are more names than probabilities, or fewer, or ``k`` is below 1 or above ``n``; the message
            says which.
    """
    # The learner writes from here.
    if len(class_names) != len(probabilities):
        raise ValueError(f"expected one name for each probability, got {len(class_names)} for {len(probabilities)}")
    if not 1 <= k <= len(probabilities):
        raise ValueError(f"expected k of at least 1 and at most the number of classes, {len(probabilities)}, got {k}")
    pairs = [(name, float(probability)) for name, probability in zip(class_names, probabilities, strict=True)]
    return sorted(pairs, key=lambda pair: -pair[1])[:k]


def ties_backwards(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    order = sorted(range(len(probabilities)), key=lambda i: probabilities[i])[::-1]
    return [(class_names[i], probabilities[i]) for i in order[:k]]


def ties_by_name(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    pairs = sorted(zip(probabilities, class_names, strict=False), reverse=True)
    return [(name, probability) for probability, name in pairs[:k]]


def the_worst_first(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    order = sorted(range(len(probabilities)), key=lambda i: probabilities[i])
    return [(class_names[i], probabilities[i]) for i in order[:k]]


def the_best_last(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    order = sorted(range(len(probabilities)), key=lambda i: probabilities[i])
    return [(class_names[i], probabilities[i]) for i in order[-k:]]


def sorted_by_name(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    return sorted(zip(class_names, probabilities, strict=False))[:k]


def not_sorted(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    return list(zip(class_names, probabilities, strict=False))[:k]


def probability_first(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    order = sorted(range(len(probabilities)), key=lambda i: -probabilities[i])
    return [(probabilities[i], class_names[i]) for i in order[:k]]


def names_alone(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    order = sorted(range(len(probabilities)), key=lambda i: -probabilities[i])
    return [class_names[i] for i in order[:k]]


def looked_up_by_probability(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    best = sorted(probabilities, reverse=True)[:k]
    return [(class_names[probabilities.index(probability)], probability) for probability in best]


def names_out_of_step(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    left = list(probabilities)
    pairs: list[Any] = []
    while len(pairs) < k:
        pairs.append((class_names[left.index(max(left))], max(left)))
        left.remove(max(left))
    return pairs


def in_a_dictionary(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    by_name = dict(zip(class_names, probabilities, strict=False))
    return sorted(by_name.items(), key=lambda item: -item[1])[:k]


def in_a_dictionary_of_probabilities(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    by_probability = dict(zip(probabilities, class_names, strict=False))
    return [(by_probability[p], p) for p in sorted(by_probability, reverse=True)[:k]]


def a_bare_pair_for_one(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or not 1 <= k <= len(probabilities):
        raise ValueError("refused")
    order = sorted(range(len(probabilities)), key=lambda i: -probabilities[i])
    pairs = [(class_names[i], probabilities[i]) for i in order[:k]]
    return pairs[0] if k == 1 else pairs


def gives_fewer_than_k(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or k < 1:
        raise ValueError("one name for each probability, and k of at least 1")
    order = sorted(range(len(probabilities)), key=lambda i: -probabilities[i])
    return [(class_names[i], probabilities[i]) for i in order[:k]]


def gives_nothing_for_0(probabilities: Any, class_names: Any, k: Any) -> Any:
    if len(probabilities) != len(class_names) or k > len(probabilities):
        raise ValueError("one name for each probability, and no more than there are")
    order = sorted(range(len(probabilities)), key=lambda i: -probabilities[i])
    return [(class_names[i], probabilities[i]) for i in order[:k]]


def without_comparing_lengths(probabilities: Any, class_names: Any, k: Any) -> Any:
    if not 1 <= k <= len(probabilities):
        raise ValueError("k is at least 1 and at most the number of classes")
    return sorted(zip(class_names, probabilities, strict=False), key=lambda pair: -pair[1])[:k]


def with_a_loop(probabilities: Any, class_names: Any, k: Any) -> Any:
    n = len(probabilities)
    if len(class_names) != n or k < 1 or k > n:
        raise ValueError("one name for each probability, and k between 1 and their number")
    left = list(range(n))
    result: list[Any] = []
    while len(result) < k:
        best = left[0]
        for i in left:
            if probabilities[i] > probabilities[best]:
                best = i
        left.remove(best)
        print("next best:", class_names[best])
        result.append([class_names[best], probabilities[best]])
    return result


def with_numpy(probabilities: Any, class_names: Any, k: Any) -> Any:
    import numpy as np

    values = np.array(probabilities)
    if len(values) != len(class_names) or k not in range(1, len(values) + 1):
        raise ValueError("one name for each probability, and k between 1 and their number")
    order = np.argsort(-values, kind="stable")
    return [(class_names[i], values[i]) for i in order[:k]]


def with_heapq(probabilities: Any, class_names: Any, k: Any) -> Any:
    from heapq import nlargest

    pairs = tuple(zip(class_names, probabilities, strict=True))
    if not 0 < k <= len(pairs):
        raise ValueError(f"k = {k} of {len(pairs)} classes")
    return tuple(nlargest(k, pairs, key=lambda pair: pair[1]))


def draw_a_picture(generator: "Random") -> tuple[Any, ...]:
    probabilities = [0.45, 0.27, 0.13, 0.08, 0.05, 0.02]
    generator.shuffle(probabilities)
    names = generator.sample(["ant", "bus", "cup", "dog", "elk", "fig", "gnu", "hat", "ink", "jar"], 6)
    return probabilities, names, generator.randrange(2, 5)


def draw_a_picture_with_ties(generator: "Random") -> tuple[Any, ...]:
    probabilities = [0.25, 0.25, 0.25, 0.15, 0.1]
    generator.shuffle(probabilities)
    names = generator.sample(["ant", "bus", "cup", "dog", "elk", "fig", "gnu", "hat", "ink", "jar"], 5)
    return probabilities, names, generator.randrange(2, 4)


exercise = Exercise(
    reference=top_k,
    cases=[
        Case("put the most probable class first", ([0.1, 0.7, 0.2], ["dog", "fox", "cat"], 2)),
        Case("give a list of one pair for k = 1", ([0.05, 0.15, 0.8], ["cup", "ant", "bus"], 1)),
        Case(
            "keep the given order where probabilities are equal",
            ([0.1, 0.3, 0.3, 0.3], ["ant", "lynx", "cat", "tiger"], 2),
        ),
        Case("keep two classes of one name apart", ([0.3, 0.2, 0.5], ["crane", "heron", "crane"], 2)),
        Case("give all classes if k says so", ([0.25, 0.75], ["cat", "dog"], 2)),
        Case("refuse the best 3 of 2 classes with a ValueError", ([0.4, 0.6], ["cat", "dog"], 3)),
        Case("refuse the best 0 classes with a ValueError", ([0.4, 0.6], ["cat", "dog"], 0)),
        Case("refuse three probabilities for two names with a ValueError", ([0.2, 0.5, 0.3], ["cat", "dog"], 1)),
        Case("give the right classes for a picture it has not met", draw=draw_a_picture),
        Case("give the right classes for equal probabilities it has not met", draw=draw_a_picture_with_ties),
    ],
    misconceptions=[
        Misconception(
            ties_backwards, "equal probabilities come out in reverse order: what does turning a list round do to ties?"
        ),
        Misconception(ties_by_name, "equal probabilities are ordered by their names here: which order is asked for?"),
        Misconception(the_worst_first, "these are the least probable classes: from which end is the list taken?"),
        Misconception(the_best_last, "the right classes, the wrong way round: which one comes first?"),
        Misconception(sorted_by_name, "this is the alphabet's order: by which part of a pair is it to be sorted?"),
        Misconception(not_sorted, "these are the first classes of the list: are they the most probable ones?"),
        Misconception(probability_first, "each pair is the wrong way round: what comes first, name or probability?"),
        Misconception(names_alone, "these are names alone: what belongs to each of them?"),
        Misconception(
            looked_up_by_probability, "one class comes twice: where does index() stop if a probability occurs again?"
        ),
        Misconception(
            names_out_of_step, "a probability was taken out and its name was not: do the two lists still fit together?"
        ),
        Misconception(in_a_dictionary, "a dictionary keeps one value for each name: is crane always the same class?"),
        Misconception(
            in_a_dictionary_of_probabilities, "a dictionary keeps one name for each probability: what if two are equal?"
        ),
        Misconception(a_bare_pair_for_one, "a single pair has lost its list: what does the task say is returned?"),
        Misconception(gives_fewer_than_k, "fewer classes than asked for come back without a word: how large may k be?"),
        Misconception(gives_nothing_for_0, "an empty list helps nobody: how small may k be?"),
        Misconception(
            without_comparing_lengths,
            "one class has no name here, and nothing is said about it: compare the lengths first",
        ),
    ],
    page="image-classification",
    also_right=[with_a_loop, with_numpy, with_heapq],
)
