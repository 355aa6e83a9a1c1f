"""What each case of the exercises about images must give, worked out on paper."""

BY_HAND = {
    "convolve": [
        [[27, 27], [27, 27]],  # three times 9 - 0, at the upper two places and at the lower two
        [[4321]],  # 1 * 1 + 2 * 10 + 3 * 100 + 4 * 1000
        [[3, 5], [9, 11]],  # 1 + 2 and 2 + 3, 4 + 5 and 5 + 6
        [[31, 42], [53, 64], [75, 86]],  # 1 + 30 and 2 + 40, 3 + 50 and 4 + 60, 5 + 70 and 6 + 80
        [[0.5, -1.0, 2.0]],
        ValueError,
        ValueError,
    ],
    "conv_output_size": [
        62,  # the left edge stands on pixels 1 to 62, the last time with pixels 62, 63 and 64
        64,  # 66 pixels with padding: 1 to 64
        3,  # pixels 1-3, 3-5 and 5-7
        31,  # the left edge on 1, 3, … 61: with 61-63; 63-65 would need a pixel too many
        8,  # 9 pixels with padding: 1-2 to 8-9
        1,  # 5 pixels with padding: 1-5
        ValueError,
        ValueError,  # 6 on 5 pixels
    ],
    "count_conv_parameters": [
        1_400,  # 3 * 3 * 3 = 27 weights and a bias make 28, and 28 * 50
        22_550,  # 3 * 3 * 50 = 450 weights and a bias make 451, and 451 * 50
        2_700,  # 27 * 100
        832,  # 26 * 32
        124,  # 2 * 5 * 3 = 30 weights and a bias make 31, and 31 * 4
        ValueError,
        ValueError,
    ],
    "max_pool": [
        [[6, 2], [7, 9]],  # of 1 3 5 6, 2 0 1 2, 7 2 0 1 and 4 8 3 9
        [[6, 8]],  # of 1 2 5 6 and 3 4 7 8
        [[5]],  # of 1 2 4 5; the third row and column fill no window
        [[-1]],
        [[8], [9]],  # of the numbers 0 to 8, and of 8 7 6 5 9 3 2 1 0
        [[0.5, -1.0, 2.0]],
        ValueError,
        ValueError,
    ],
    "scale_pixels": [
        [-1, 1],
        [0],
        [-0.6, -0.2],  # 51 is a fifth of 255, 102 two fifths; a fifth of the way from -1 to 1 is 0.4
        [[-1, 1], [1, -1]],
        [[[-1, -0.6, 1]], [[-0.2, 0.2, 1 / 255]]],  # 128 lies half a pixel above the middle, 127.5 is the way to 1
        0.6,  # 204 is four fifths of 255
        ValueError,
        ValueError,
    ],
    "top_k": [
        [("fox", 0.7), ("cat", 0.2)],
        [("bus", 0.8)],
        [("lynx", 0.3), ("cat", 0.3)],
        [("crane", 0.5), ("crane", 0.3)],
        [("dog", 0.75), ("cat", 0.25)],
        ValueError,
        ValueError,
        ValueError,
    ],
}
