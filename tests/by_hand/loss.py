"""What each case about losses and gradient descent must give, worked out on paper."""

INFINITY = float("inf")

# Constants from a table; everything else is arithmetic.
E = 2.718281828459045
LN_2, LN_3, LN_5 = 0.6931471805599453, 1.0986122886681098, 1.6094379124341003

# e, e * e and e * e * e share the factor e, so 1, 2, 3 and every other three neighbours have the same probabilities.
LOW, MIDDLE, HIGH = 1 / (1 + E + E * E), E / (1 + E + E * E), E * E / (1 + E + E * E)

BY_HAND = {
    "huber_loss": [
        0.125,  # 0.5 * 0.5 ** 2
        2.5,  # 1 * (3 - 0.5)
        2.5,  # the size is 3 again
        4.0,  # 2 * (3 - 1)
        1.25,  # (0 + 2.5) / 2
        ValueError,
        ValueError,
        ValueError,
    ],
    "softmax": [
        [0.5, 0.5],
        [LOW, MIDDLE, HIGH],  # 0.090, 0.245, 0.665
        [HIGH, LOW, MIDDLE],  # e, 1 / e and 1 are e * e, 1 and e divided by e
        [1.0],
        [1 / (1 + E), E / (1 + E)],  # 0.269, 0.731: as for 0 and 1
        [E / (1 + E), 1 / (1 + E)],  # as for 1 and 0
        [1.0, 0.0, 0.0],  # e ** -1000 has 434 zeros after the point, a float has room for 323
        ValueError,
    ],
    "cross_entropy": [
        2 * LN_2,  # -ln 1/4 = ln 4 = 1.386
        2 * LN_2 - LN_3,  # -ln 3/4 = ln 4 - ln 3
        LN_2 + LN_5,  # -ln 1/10 = ln 10 = 2.303
        0.0,  # ln 1
        INFINITY,
        ValueError,
        ValueError,
        ValueError,
    ],
    "descend": [
        [5, 4],  # 5 - 0.25 * 4
        [7, 5, 4, 3.5],  # the distance to 3 is halved by every step: 4, 2, 1, 0.5
        [-1, 1, 2],  # -4, -2, -1
        [1, 0.5, 0.4375],  # 1 - 0.125 * 4, then 0.5 - 0.125 * 4 / 8 = 0.5 - 0.0625
        [4, 1, 7, -5],  # 1 - 1.5 * 2 = -2: the distance to 3 changes sign and doubles: 1, -2, 4, -8
        [3, 3, 3],
        [5],
        ValueError,
    ],
    "batches_per_epoch": [
        32,  # 31 * 32 = 992, and 8 are left
        3,  # 3 * 32 = 96
        4,  # 96, and 4 are left
        4,  # 96, and 31 are left
        1,
        7,
        ValueError,
        ValueError,
    ],
}
