"""Exercise ``scale_pixels``: bring pixels into the range that a pretrained network knows."""

from collections.abc import Iterable, Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception

TYPE_CHECKING = False
if TYPE_CHECKING:
    from random import Random


def scale_pixels(pixels: float | Sequence[Any]) -> float | list[Any]:
    """Return pixels between 0 and 255 as numbers between -1 and 1.

    0 becomes -1, 255 becomes 1, and what lies between them keeps its place between them: 127.5 becomes 0. The range is
    the same for every picture, however bright or dark it is.

    Args:
        pixels: A number from 0 to 255, whole or not, or a list of them, or a list of such lists and so on: a row of
            pixels, a grey picture of shape ``(height, width)``, a colour picture ``(height, width, 3)`` or many.

    Returns:
        A float for a single number; for lists, lists nested in the same way. An empty list stays empty.

    Raises:
        ValueError: A number is below 0 or above 255, however deep inside; the message says which.
    """
    # The learner writes from here.
    if isinstance(pixels, Iterable):
        return [scale_pixels(part) for part in pixels]
    if not 0 <= pixels <= 255:
        raise ValueError(f"expected pixels from 0 to 255, got {pixels}")
    return (float(pixels) - 127.5) / 127.5


def from_0_to_1(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        return [scaled(inner) for inner in part] if isinstance(part, list) else part / 255

    return scaled(pixels)


def divides_by_128(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        return [scaled(inner) for inner in part] if isinstance(part, list) else part / 128 - 1

    return scaled(pixels)


def divides_by_127(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        return [scaled(inner) for inner in part] if isinstance(part, list) else part / 127 - 1

    return scaled(pixels)


def only_shifted(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        return [scaled(inner) for inner in part] if isinstance(part, list) else part - 127.5

    return scaled(pixels)


def upside_down(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        return [scaled(inner) for inner in part] if isinstance(part, list) else 1 - part / 127.5

    return scaled(pixels)


def by_its_own_range(pixels: Any) -> Any:
    def flat(part: Any) -> Any:
        return [pixel for inner in part for pixel in flat(inner)] if isinstance(part, list) else [part]

    def scaled(part: Any) -> Any:
        if isinstance(part, list):
            return [scaled(inner) for inner in part]
        return 2 * (part - darkest) / (brightest - darkest) - 1

    darkest, brightest = min(flat(pixels)), max(flat(pixels))
    return scaled(pixels)


def nesting_lost(pixels: Any) -> Any:
    def flat(part: Any) -> Any:
        return [pixel for inner in part for pixel in flat(inner)] if isinstance(part, list) else [part]

    return [pixel / 127.5 - 1 for pixel in flat(pixels)]


def numbers_only(pixels: Any) -> Any:
    return pixels / 127.5 - 1


def one_level_only(pixels: Any) -> Any:
    return [pixel / 127.5 - 1 for pixel in pixels]


def two_levels_only(pixels: Any) -> Any:
    return [[pixel / 127.5 - 1 for pixel in row] for row in pixels]


def whole_numbers_only(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        if not isinstance(part, int):
            return [scaled(inner) for inner in part]
        if not 0 <= part <= 255:
            raise ValueError("a pixel is a number from 0 to 255")
        return part / 127.5 - 1

    return scaled(pixels)


def lists_only(pixels: Any) -> Any:
    def scaled(parts: Any) -> Any:
        return [scaled(part) if isinstance(part, list) else part / 127.5 - 1 for part in parts]

    return scaled(pixels)


def without_refusing(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        return [scaled(inner) for inner in part] if isinstance(part, list) else part / 127.5 - 1

    return scaled(pixels)


def cuts_off_instead_of_refusing(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        if isinstance(part, list):
            return [scaled(inner) for inner in part]
        return min(max(part, 0), 255) / 127.5 - 1

    return scaled(pixels)


def with_a_loop(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        if type(part) in (int, float):
            if part < 0 or part > 255:
                raise ValueError("a pixel is a number from 0 to 255")
            print("pixel", part)
            return 2 * part / 255 - 1
        result = []
        for inner in part:
            result.append(scaled(inner))
        return tuple(result)

    return scaled(pixels)


def with_numpy(pixels: Any) -> Any:
    import numpy as np

    pixels = np.asarray(pixels, dtype=float)
    if pixels.min() < 0 or pixels.max() > 255:
        raise ValueError("pixels lie between 0 and 255")
    return pixels / 127.5 - 1


def from_the_middle(pixels: Any) -> Any:
    def scaled(part: Any) -> Any:
        if not isinstance(part, int | float):
            return list(map(scaled, part))
        distance = (part - 127.5) / 127.5
        if abs(distance) > 1:
            raise ValueError(f"{part} is no pixel")
        return distance

    return scaled(pixels)


def draw_a_colour_picture(generator: "Random") -> tuple[Any, ...]:
    return ([[[generator.randrange(1, 255) for _ in range(3)] for _ in range(2)] for _ in range(2)],)


exercise = Exercise(
    reference=scale_pixels,
    cases=[
        Case("send 0 to -1 and 255 to 1", ([0, 255],)),
        Case("send the middle of the range to 0", ([127.5],)),
        Case("scale a dark picture by the same range as any other", ([51, 102],)),
        Case("keep the rows of a grey picture", ([[0, 255], [255, 0]],)),
        Case("keep rows, pixels and colours of a colour picture", ([[[0, 51, 255]], [[102, 153, 128]]],)),
        Case("scale a single number, too", (204,)),
        Case("refuse a pixel of 256 with a ValueError", ([0, 256],)),
        Case("refuse a pixel of -1 deep inside with a ValueError", ([[[3, 2, 1]], [[1, 0, -1]]],)),
        Case("give the right numbers for a colour picture it has not met", points=2, draw=draw_a_colour_picture),
    ],
    misconceptions=[
        Misconception(from_0_to_1, "these lie between 0 and 1: how long is the way from -1 to 1?"),
        Misconception(divides_by_128, "255 stays a little below 1 here: what is half of 255?"),
        Misconception(divides_by_127, "255 lands a little above 1 here: is 127 really half of 255?"),
        Misconception(only_shifted, "0 is in the middle now: how far from it may the ends of the range lie?"),
        Misconception(upside_down, "dark and bright have changed places: which of -1 and 1 belongs to 255?"),
        Misconception(
            by_its_own_range, "this stretches each picture by itself: does a dark one have to become as bright as any?"
        ),
        Misconception(nesting_lost, "everything is in one long list: where have the rows and colours gone?"),
        Misconception(numbers_only, "a list is not a number: what should happen to each of its elements?"),
        Misconception(one_level_only, "this reaches one level of lists: what if an element is a list itself?"),
        Misconception(
            two_levels_only, "this expects rows of numbers: what if there are more levels of lists, or fewer?"
        ),
        Misconception(whole_numbers_only, "127.5 is a number, too: how do you tell a number from a list?"),
        Misconception(lists_only, "a number alone has no elements: what should happen to it?"),
        Misconception(without_refusing, "no pixel has such a value: which numbers are allowed at all?"),
        Misconception(
            cuts_off_instead_of_refusing,
            "a wrong pixel is moved to the end of the range in silence: what does the task want instead?",
        ),
    ],
    page="image-classification",
    also_right=[with_a_loop, with_numpy, from_the_middle],
)
