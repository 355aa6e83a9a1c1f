"""Exercise ``split_in_blocks``: divide hours into three sets that cannot see into each other.

Write the function, then check it: python -m lesson_code check split_in_blocks
"""


def split_in_blocks(n: int, block: int, gap: int) -> tuple[list[int], list[int], list[int]]:
    """Divide the indices 0 to n - 1 into training, validation and test set, in order and in whole blocks.

    1. Cut the indices into blocks of ``block`` neighbours, from 0 on. Indices at the end that fill no whole block
       are not used.
    2. The first 70 % of the blocks, rounded down to whole blocks, are for training.
       The next 15 % of the blocks, rounded down too, are for validation.
       All blocks that are left are for the test.
    3. Leave out the first ``gap`` indices of validation, and the first ``gap`` indices of the test, so that
       neighbours of different sets lie further apart. Training loses none.

    With 20 indices, blocks of 2 and a gap of 1 there are 10 blocks: 7, 1 and 2. Training gets 0 to 13, validation
    15, and the test 17, 18 and 19.

    Args:
        n: How many indices there are, for example hours.
        block: How many neighbours make a block, at least 1.
        gap: How many indices to leave out between two sets, at least 0.

    Returns:
        The tuple ``(training, validation, test)``, three lists of rising indices.

    Raises:
        ValueError: The block is below 1, or the gap is below 0, or a set would be left without any index.
            The message says which.
    """
    raise NotImplementedError("write split_in_blocks here")
