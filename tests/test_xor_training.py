"""The experiments of the lesson on gradient descent, checked against TensorFlow, Keras and arithmetic."""

import numpy as np
import pytest

from lesson_code.experiments import descents

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
WANTED = np.array([[0.0], [1.0], [1.0], [0.0]])
# One hidden neuron is x1 or x2, the other x1 and x2: far on the way to 0, 1, 1, 0.
BY_HAND = [np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([[0.0, -1.0]]), np.array([[8.0], [-16.0]]), np.array([[-4.0]])]


def test_the_forward_pass_is_that_of_the_network_made_by_hand():
    hidden, answers = descents.forward(BY_HAND, CORNERS)
    assert hidden.tolist() == [[0, 0], [1, 0], [1, 0], [2, 1]]
    low, high = 1 / (1 + np.exp(4)), 1 / (1 + np.exp(-4))
    assert answers.ravel() == pytest.approx([low, high, high, low])
    assert descents.cross_entropy(BY_HAND, CORNERS, WANTED) == pytest.approx(-np.log(high))


def test_the_loss_of_knowing_nothing_is_the_logarithm_of_2():
    nothing = [0 * array for array in BY_HAND]
    assert descents.cross_entropy(nothing, CORNERS, WANTED) == pytest.approx(np.log(2))


@pytest.mark.slow
@pytest.mark.parametrize("n_hidden", [2, 5])
def test_backpropagation_agrees_with_the_tape_of_tensorflow(n_hidden):
    from lesson_code.device import tf
    from lesson_code.training import set_seed

    set_seed(n_hidden)
    weights = descents.random_weights(n_hidden)
    w1, b1, w2, b2 = variables = [tf.Variable(array) for array in weights]
    with tf.GradientTape() as tape:
        scores = tf.nn.relu(CORNERS @ w1 + b1) @ w2 + b2
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=WANTED, logits=scores))
    for ours, theirs in zip(
        descents.backpropagate(weights, CORNERS, WANTED), tape.gradient(loss, variables), strict=True
    ):
        np.testing.assert_allclose(ours, theirs.numpy(), atol=1e-14)


def test_a_stack_is_trained_as_its_networks_are_one_by_one():
    np.random.seed(0)
    stack = descents.random_weights(3, (4,))
    together = descents.train(stack, CORNERS, WANTED, 0.5, 20)
    for i in range(4):
        alone = descents.train([array[i] for array in stack], CORNERS, WANTED, 0.5, 20)
        for one, other in zip(alone, together, strict=True):
            np.testing.assert_allclose(one, other[i], atol=1e-12)


def test_numerical_slopes_leave_the_weights_as_they_were():
    weights = [array.copy() for array in BY_HAND]
    slopes = descents.numerical_slopes(weights, CORNERS, WANTED)
    assert all(np.array_equal(now, before) for now, before in zip(weights, BY_HAND, strict=True))
    # For the bias of the output the slope is the mean of answer minus wanted.
    answers = descents.forward(BY_HAND, CORNERS)[1]
    assert slopes[3].item() == pytest.approx((answers - WANTED).mean(), abs=1e-8)


def test_stuck_networks_are_sorted_by_hand_made_examples():
    zeros = np.zeros_like
    dead = [BY_HAND[0] * np.array([1, -1]), np.array([[0.0, -1.0]]), zeros(BY_HAND[2]), zeros(BY_HAND[3])]
    weights = [np.stack(pair) for pair in zip(BY_HAND, dead, strict=True)]
    loss = descents.cross_entropy(weights, CORNERS, WANTED)
    assert descents._look_at_the_stuck(weights, loss) == {
        "stuck": 1,
        "stuck_with_dead": 1,
        "learned_with_dead": 0,
        "on_a_level": 1,
        "below_ln_2": 0,
        "silent_at_two": 0,
    }


@pytest.mark.slow
def test_the_three_optimizers_are_those_of_keras():
    from lesson_code.device import keras, tf

    ravine = descents._ravine([1.0, 2.0, 3.0])
    np.testing.assert_allclose(ravine, [[28 / 3, 4], [4, 2]])
    ours = descents._paths(np.array([[1.0, -2.0]]), 0.1, 15, ravine)
    optimizers = keras.optimizers
    for name, optimizer in (
        ("plain", optimizers.SGD(0.1)),
        ("momentum", optimizers.SGD(0.1, momentum=0.9)),
        ("adam", optimizers.Adam(0.1)),
    ):
        place = keras.Variable([1.0, -2.0], dtype="float32")
        for step in range(15):
            np.testing.assert_allclose(ours[name][step, 0], place.numpy(), atol=1e-4)
            optimizer.apply([tf.constant(place.numpy() @ ravine, tf.float32)], [place])


@pytest.mark.slow
def test_the_race_counts_every_start():
    from lesson_code.training import run_once

    found = run_once(descents.three_optimizers, 1)
    assert found["plain"] + found["momentum"] + found["adam"] >= 100
    assert max(found[name] for name in ("plain", "momentum", "adam")) <= 100


@pytest.mark.slow
def test_the_noise_of_a_gradient_shrinks_with_the_root_of_the_batch():
    from lesson_code.training import run_once

    found = run_once(descents.gradient_noise, 1)
    assert found["spread_1"] / found["spread_16"] == pytest.approx(4, rel=0.2)
    assert found["spread_1"] / found["spread_256"] == pytest.approx(16, rel=0.6)
