"""Exercise ``early_stopping``: when does training stop, and which epoch was the best?"""

from collections.abc import Sequence
from math import inf, nan
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def early_stopping(validation_losses: Sequence[float], patience: int) -> tuple[int, int]:
    """Return the epoch after which training stops, and the best epoch until then.

    The rule is that of ``EarlyStopping`` in Keras. The first epoch is the best so far. After that, an epoch is an
    improvement, and the new best, when its loss is smaller than that of the best so far; an equal loss is none.
    Training stops as soon as ``patience`` epochs in a row have brought no improvement. A patience of 0 does the
    same as 1: it stops after the first epoch without an improvement. What comes after the stop never happens.

    A loss of nan (“not a number”) is never an improvement. Nor is any number an improvement on nan, because nothing
    is smaller than nan: if the first loss is nan, the first epoch stays the best.

    Args:
        validation_losses: The loss on the validation set after each epoch, shape ``(n_epochs,)``, at least one.
        patience: How many epochs in a row may fail to improve until training stops, a whole number of at least 0.

    Returns:
        The tuple ``(last_epoch, best_epoch)``, counted from 1: the last epoch that is trained, and the best one.
        Where nothing stops the training, the last epoch is the number of losses.

    Raises:
        ValueError: There are no losses, or the patience is below 0; the message says which.
    """
    # The learner writes from here.
    if len(validation_losses) == 0:
        raise ValueError("expected the loss of at least one epoch, got none")
    if patience < 0:
        raise ValueError(f"expected a patience of at least 0, got {patience}")
    best, best_epoch = validation_losses[0], 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch > 1 and epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(validation_losses), best_epoch


def one_epoch_too_patient(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch > patience:
            return epoch, best_epoch
    return len(validation_losses), best_epoch


def counter_never_reset(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch, n_bad = validation_losses[0], 1, 0
    for epoch, loss in enumerate(validation_losses[1:], start=2):
        if loss < best:
            best, best_epoch = loss, epoch
            continue
        n_bad += 1
        if n_bad >= patience:
            return epoch, best_epoch
    return len(validation_losses), best_epoch


def compared_with_the_epoch_before(validation_losses: Any, patience: Any) -> Any:
    n_bad, n = 0, len(validation_losses)
    for i in range(1, n):
        n_bad = 0 if validation_losses[i] < validation_losses[i - 1] else n_bad + 1
        if n_bad >= max(1, patience):
            n = i + 1
            break
    return n, validation_losses.index(min(validation_losses[:n])) + 1


def best_of_the_whole_list(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 1
    whole = validation_losses.index(min(validation_losses)) + 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch > 1 and epoch - best_epoch >= patience:
            return epoch, whole
    return len(validation_losses), whole


def equal_is_better(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss <= best:
            best, best_epoch = loss, epoch
        elif epoch > 1 and epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(validation_losses), best_epoch


def epochs_from_zero(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch > 0 and epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(validation_losses) - 1, best_epoch


def the_epoch_before_the_stop(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch > 1 and epoch - best_epoch >= patience:
            return epoch - 1, best_epoch
    return len(validation_losses), best_epoch


def past_the_end(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch > 1 and epoch - best_epoch >= patience:
            break
    return best_epoch + max(1, patience), best_epoch


def changed_places(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch > 1 and epoch - best_epoch >= patience:
            return best_epoch, epoch
    return best_epoch, len(validation_losses)


def never_with_patience_0(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch > 1 and epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(validation_losses), best_epoch


def patience_after_the_best_of_all(validation_losses: Any, patience: Any) -> Any:
    best_epoch = validation_losses.index(min(validation_losses)) + 1
    return min(best_epoch + patience, len(validation_losses)), best_epoch


def without_patience_at_the_start(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(validation_losses), best_epoch


def anything_is_better_than_nan(validation_losses: Any, patience: Any) -> Any:
    if not validation_losses or patience < 0:
        raise ValueError("at least one loss, and a patience of at least 0")
    best, best_epoch = inf, 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch > 1 and epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(validation_losses), best_epoch


def without_refusing(validation_losses: Any, patience: Any) -> Any:
    best, best_epoch = validation_losses[0], 1
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch > 1 and epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(validation_losses), best_epoch


def with_a_loop(validation_losses: Any, patience: Any) -> Any:
    if patience < 0 or len(validation_losses) < 1:
        raise ValueError("at least one loss, and a patience of at least 0")
    if patience == 0:
        patience = 1
    best, wait, i = 0, 0, 1
    while i < len(validation_losses) and wait < patience:
        wait += 1
        if validation_losses[i] < validation_losses[best]:
            best = i
            wait = 0
        print("epoch", i + 1, "wait", wait)
        i += 1
    return [i, best + 1]


def with_numpy(validation_losses: Any, patience: Any) -> Any:
    import numpy as np

    losses, best = np.array(validation_losses, dtype=float), 0
    if losses.size == 0 or patience < 0:
        raise ValueError("at least one loss, and a patience of at least 0")
    for i in range(1, losses.size):
        if losses[i] < losses[best]:
            best = i
        elif i - best >= np.maximum(patience, 1):
            return np.array([i, best]) + 1
    return np.array([losses.size, best + 1])


def with_next(validation_losses: Any, patience: Any) -> Any:
    if patience < 0 or not validation_losses:
        raise ValueError("at least one loss, and a patience of at least 0")
    best, n = 0, len(validation_losses)
    while True:
        better = next((i for i in range(best + 1, n) if validation_losses[i] < validation_losses[best]), n)
        if better - best > max(patience, 1) or better >= n:
            return float(min(best + max(patience, 1) + 1, n)), float(best + 1)
        best = better


def draw_losses(generator: Any) -> Any:
    patience = generator.randrange(2, 4)
    falling = [x / 10 for x in sorted(generator.sample(range(40, 90), generator.randrange(3, 6)), reverse=True)]
    rise, lowest = round(falling[-2] + generator.randrange(1, 10) / 10, 1), falling[-1]
    bad = [round(lowest + generator.randrange(1, 20) / 10, 1) for _ in range(patience)]
    return [*falling[:-1], rise, lowest, *bad, round(lowest - 1, 1), lowest], patience


def draw_losses_with_nan(generator: Any) -> Any:
    losses, patience = draw_losses(generator)
    losses[-3 - generator.randrange(patience)] = nan
    return losses, patience


exercise = Exercise(
    reference=early_stopping,
    cases=[
        Case("stop after epoch 6, two epochs after the best", ([5, 4, 4.5, 3, 3.5, 3.6, 2, 9], 2)),
        Case("train to the end while the loss falls", ([5, 4, 3, 2], 1)),
        Case("compare with the best loss so far, not with the one before", ([5, 4, 4.2, 4.1, 4.05, 4.3], 3)),
        Case("count an equal loss as no improvement", ([3, 2, 2.5, 2, 2.5, 2.6], 2)),
        Case("stop with patience 0 exactly as with patience 1", ([4, 3, 2, 5, 1], 0)),
        Case("never find an improvement on a nan in the first epoch", ([nan, 3, 2, 4, 5], 2)),
        Case("refuse an empty list of losses with a ValueError", ([], 2)),
        Case("refuse a patience of -1 with a ValueError", ([3, 2, 4], -1)),
        Case("stop at the right epoch for losses it has not met", points=2, draw=draw_losses),
        Case("count a nan among other losses as no improvement", draw=draw_losses_with_nan),
    ],
    misconceptions=[
        # Of those that fit equally well the first is told; where input should be refused, it is about that.
        Misconception(without_refusing, "no training looks like this: which two checks does the task ask for?"),
        Misconception(
            one_epoch_too_patient,
            "training goes on one epoch too long: after how many bad epochs is the patience gone?",
        ),
        Misconception(
            counter_never_reset, "bad epochs are counted from the very start: what does an improvement do to the count?"
        ),
        Misconception(
            compared_with_the_epoch_before,
            "each loss is compared with the one before it: is a fall after a rise always an improvement?",
        ),
        Misconception(
            best_of_the_whole_list,
            "the best epoch is searched for in the whole list: which of its epochs never happen?",
        ),
        Misconception(equal_is_better, "an equal loss counts as an improvement here: what does the task say of a tie?"),
        Misconception(epochs_from_zero, "the epochs are counted from 0 here: which number does the first epoch have?"),
        Misconception(
            the_epoch_before_the_stop, "the epoch that uses up the patience is trained, too: which epoch is the last?"
        ),
        Misconception(
            past_the_end, "training cannot go on when the losses end: which epoch is the last where nothing stops it?"
        ),
        Misconception(changed_places, "both epochs are there, in the other order: which one comes first?"),
        Misconception(
            never_with_patience_0, "the first bad epoch makes one in a row: can that ever equal a patience of 0?"
        ),
        Misconception(
            patience_after_the_best_of_all,
            "the best epoch of all may come after the stop: is the patience gone before it is reached?",
        ),
        Misconception(
            without_patience_at_the_start,
            "the first epoch has nothing to improve on and cannot fail: which epoch is the first that can stop?",
        ),
        Misconception(
            anything_is_better_than_nan, "here a number counts as better than a first nan: is 3 < nan true in Python?"
        ),
    ],
    page="weather",
    also_right=[with_a_loop, with_numpy, with_next],
)
