"""Exercise ``early_stopping``: when does training stop, and which epoch was the best?

Write the function, then check it: python -m lesson_code check early_stopping
"""

from collections.abc import Sequence


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
    raise NotImplementedError("write early_stopping here")
