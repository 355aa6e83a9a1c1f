"""What each case of the exercises on tables, classes and sets must give, worked out on paper."""

BY_HAND = {
    "one_hot": [
        [[1, 0, 0], [0, 0, 1]],
        [[1, 0, 0], [0, 1, 0]],  # three columns, although class 2 does not occur
        [[0, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [],
        ValueError,
        ValueError,
    ],
    "standardise": [
        [[0.0], [1.0], [-1.5]],  # mean 8 / 2 = 4; distances 2 and 2, deviation 2; (1 - 4) / 2
        [[2.0]],  # mean 40 / 8 = 5; squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; 32 / 8 = 4; root 2; (9 - 5) / 2
        [[1.0, -1.0], [0.5, 0.5]],  # means 42 and 4500, deviations 2 and 500; 2 / 2, -500 / 500; 1 / 2, 250 / 500
        [[49.0], [50.0]],  # mean 3, deviation 2; 98 / 2, 100 / 2
        [[1.0, 0.0], [-1.0, 0.0]],  # first column: mean 4, deviation 2; the second is 7 and 7 in training
        ValueError,
        ValueError,
    ],
    "confusion_matrix": [
        [[1, 1, 0], [0, 1, 0], [0, 1, 0]],  # pairs 0-0, 0-1, 1-1, 2-1
        [[0, 0, 1], [0, 0, 0], [0, 0, 0]],  # row 0, column 2
        [[1, 0], [3, 0]],  # 1-0 three times, 0-0 once
        [[1, 0, 0], [0, 1, 0], [0, 0, 0]],
        [[0, 0], [0, 0]],
        ValueError,
        ValueError,
        ValueError,
    ],
    "precision_recall": [
        (0.75, 0.6),  # column 1 + 6 + 1 = 8, row 0 + 6 + 4 = 10: 6 / 8 and 6 / 10
        (1.0, 0.8),  # column 8 + 0 + 0 = 8, row 8 + 1 + 1 = 10: 8 / 8 and 8 / 10
        (0.5, 1.0),  # column 5 + 5 = 10, row 5 + 0 = 5: 5 / 10 and 5 / 5
        (0.0, 0.0),  # column 0 + 0: a share of none; row 3 + 0: 0 / 3
        (0.0, 0.0),  # column 2 + 0: 0 / 2; row 0 + 0: a share of none
        ValueError,
        ValueError,
        ValueError,
    ],
    "early_stopping": [
        (6, 4),  # 4.5 is one bad epoch, 3 starts anew, 3.5 and 3.6 are two
        (4, 4),  # every epoch improves
        (5, 2),  # 4.2, 4.1 and 4.05 are all above 4
        (4, 2),  # 2.5 is bad, and so is a second 2
        (4, 3),  # the first bad epoch is 5, the fourth
        (3, 1),  # neither 3 nor 2 is smaller than nan
        ValueError,
        ValueError,
    ],
    # Ten blocks: 7 of them are 70 %, 1.5 become 1, and 2 are left; with blocks of two: 0-13, 14-15, 16-19.
    "split_in_blocks": [
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], [15], [17, 18, 19]),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], [14, 15], [16, 17, 18, 19]),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], [15], [17, 18, 19]),
        # 23 are 7 blocks of three and 2 over: 4.9 become 4 (0-11), 1.05 become 1 (12-14), 2 are left (15-20).
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [12, 13, 14], [15, 16, 17, 18, 19, 20]),
        # 19 blocks: 13.3 become 13 (0-12), 2.85 become 2 (13-14), 4 are left (15-18).
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [13, 14], [15, 16, 17, 18]),
        ValueError,
        ValueError,
        ValueError,
    ],
}
