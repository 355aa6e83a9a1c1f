"""What each case of the first exercises must give, worked out on paper."""

# Worked out on paper, from the curriculum and not from the references: what each call must give, in the order of
# the cases. A class of exceptions stands for a refusal.
ALL_ACTIVATIONS = {1: "A", 2: "C", 3: "B", 4: "A", 5: "B", 6: "B", 7: "C"}
BY_HAND = {
    "deep_learning_problems": [{1, 5}],
    "match_activations": [ALL_ACTIVATIONS] * 4,
    "neuron_output": [
        1.25,  # 0 * -1 + 0.5 * -0.5 + 1 * 0.5 = 0.25, and the bias 1
        7.0,  # 2 * 3 + 1
        6.0,  # 2 * 1 + 3 * 1 + 1
        0.0,  # -3 + 1 + 0.5 = -1.5 is negative
        1.0,  # -2 + 3
        ValueError,
    ],
    "xor_network": [0, 1, 1, 0, 1, 0.75, 0],  # (2, 1): h1 = 3, h2 = 2, 3 - 4 = -1 is negative
    "count_dense_parameters": [
        34,  # 8 + 8 and 16 + 2
        83,  # 40 + 10 and 30 + 3
        9,  # 4 + 2 and 2 + 1
        53,  # 12 + 4, 20 + 5 and 10 + 2
        1_228_900,
        ValueError,
        ValueError,
    ],
    "mean_squared_error": [
        3.5,  # (4 + 9 + 0 + 1) / 4
        0.0,
        1.0,  # (1 + 1) / 2
        4.5,  # (0 + 9) / 2
        ValueError,
        ValueError,
    ],
}

# Cases that no misconception fails, each with a wrong program that does.
OTHER_WRONG_ANSWERS = {
    "match_activations": ["def match_activations():\n    return {1: 'C'}\n"],
    "mean_squared_error": ["def mean_squared_error(predictions, targets):\n    return 1.0\n"],
}
