"""The networks of the lesson about digits have the shapes, the parameters and the weaknesses that the lesson names."""

import numpy as np
import pytest

pytestmark = pytest.mark.slow


def shift_right(images, n_columns):
    from lesson_code.experiments.shifted import shift_right as function

    return function(images, n_columns)


def test_the_small_network_has_the_parameters_that_were_counted_by_hand():
    from lesson_code.models import build_dense_reader, build_digit_reader

    by_hand = (9 + 1) * 8 + (9 * 8 + 1) * 16 + (9 * 16 + 1) * 16 + (4 * 4 * 16 + 1) * 32 + (32 + 1) * 10
    assert build_digit_reader().count_params() == by_hand == 12_122
    assert build_dense_reader(161).count_params() == 65 * 161 + 162 * 10


def test_a_plan_is_built_part_by_part():
    from lesson_code.models import build_digit_reader

    model = build_digit_reader((4, "pool", 6), n_dense=0, size=16, dropout=0.3, whole_map=True)
    names = ["Conv2D", "MaxPooling2D", "Conv2D", "GlobalMaxPooling2D", "Dropout", "Dense"]
    assert [type(layer).__name__ for layer in model.layers] == names
    assert [layer.output.shape[1:] for layer in model.layers[:4]] == [(16, 16, 4), (8, 8, 4), (8, 8, 6), (6,)]


def test_every_plan_gives_probabilities_and_has_its_own_parameters():
    from lesson_code.models import DIGIT_PLANS, build_digit_reader

    counts = {}
    for name, plan in DIGIT_PLANS.items():
        model = build_digit_reader(**plan)
        assert model(np.zeros((2, 8, 8, 1))).numpy().sum(axis=1) == pytest.approx(1)
        counts[name] = model.count_params()
    assert counts["small"] == counts["dropout"], "dropout removes nothing"
    assert counts["two pools"] < counts["small"] < counts["deeper"] < counts["no pooling"] < counts["more filters"]


def test_a_digit_moves_as_it_does_on_the_page():
    picture = np.arange(1.0, 5.0).reshape(1, 2, 2, 1)
    moved = shift_right(picture, 3)
    assert moved.shape == (1, 10, 10, 1)
    assert np.array_equal(moved[0, 4:6, 7:9], picture[0])
    assert moved.sum() == picture.sum()


@pytest.mark.parametrize("n_columns", [-1, 5])
def test_a_digit_that_would_leave_its_picture_is_refused(n_columns):
    with pytest.raises(ValueError, match=f"0 to 4 columns, got {n_columns}"):
        shift_right(np.zeros((1, 8, 8, 1)), n_columns)


def test_global_pooling_without_training_is_blind_to_moves_and_flatten_is_not():
    """A property of the layers: it holds for random weights."""
    from lesson_code.models import build_digit_reader

    ink = np.random.default_rng(0).random((3, 8, 8, 1))
    whole = build_digit_reader((4, 6), n_dense=0, size=16, whole_map=True)
    flat = build_digit_reader((4, 6), n_dense=0, size=16)
    here, there = shift_right(ink, 0), shift_right(ink, 2)
    assert whole(here).numpy() == pytest.approx(whole(there).numpy(), abs=1e-5)
    assert np.abs(flat(here).numpy() - flat(there).numpy()).max() > 0.01


def test_the_first_network_of_the_moved_digits_is_kerass_own():
    from lesson_code.data import load_digits
    from lesson_code.device import keras
    from lesson_code.experiments import moved_digits
    from lesson_code.training import run_once, set_seed

    found = run_once(moved_digits, 3)
    digits = load_digits()
    set_seed(3)
    layers = [keras.layers.Flatten(), keras.layers.Dense(138, activation="relu")]
    model = keras.Sequential([keras.Input((16, 16, 1)), *layers, keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    x = np.zeros((1029, 16, 16, 1))
    x[:, 4:12, 4:12, 0] = digits.x_training / 16
    model.fit(x, digits.y_training, epochs=8, verbose=0)
    for n in (0, 2):
        moved = np.zeros((386, 16, 16, 1))
        moved[:, 4:12, 4 + n : 12 + n, 0] = digits.x_validation / 16
        right = model(moved).numpy().argmax(axis=1) == digits.y_validation
        assert found["dense"][n] == pytest.approx(right.mean())
    assert min(found["whole"]) > 0.8 > 0.5 > found["flat"][2]


def test_the_readers_are_compared_with_the_same_pictures_as_the_baselines():
    from sklearn.svm import SVC

    from lesson_code.data import load_digits
    from lesson_code.experiments import readers
    from lesson_code.models import DIGIT_PLANS
    from lesson_code.training import run_once

    found = run_once(readers, 0)
    digits = load_digits()
    svm = SVC().fit(digits.x_training.reshape(-1, 64) / 16, digits.y_training)
    assert found["svm"] == svm.score(digits.x_validation.reshape(-1, 64) / 16, digits.y_validation)
    names = {"dense", *(name.replace(" ", "_") for name in DIGIT_PLANS)}
    assert set(found) == {"logistic", "svm"} | {
        f"{kind}{name}" for name in names for kind in ("", "fitted_", "reported_")
    }
    assert all(0.8 < found[name] < 1 for name in names)
