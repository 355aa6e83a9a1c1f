"""The experiments of Part IV: what is trained on whom, and with how many bits."""

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def groups():
    from lesson_code.experiments import left_out
    from lesson_code.training import run_once

    return run_once(left_out, 3)


def test_every_result_is_an_accuracy_and_both_models_are_measured_alike(groups):
    ends = ("own", "gentoos", "own_all", "gentoos_all")
    names = {f"{model}_{end}" for model in ("line", "network") for end in ends}
    assert set(groups) == names
    assert all(0 <= value <= 1 for value in groups.values())


def test_the_line_is_the_one_that_scikit_learn_gives_for_the_same_split(groups):
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split

    from lesson_code.data import read_penguins

    table = read_penguins().dropna()
    strata = table["species"] + table["sex"] + table["island"]
    training, test = train_test_split(table, test_size=0.3, stratify=strata, random_state=3)
    training, own = training[training["island"] != "Biscoe"], test[test["island"] != "Biscoe"]
    columns = ["bill_length_mm", "flipper_length_mm", "body_mass_g"]
    mean, spread = training[columns].mean(), training[columns].std()
    line = LogisticRegression().fit((training[columns] - mean) / spread, training["sex"])
    assert groups["line_own"] == pytest.approx(line.score((own[columns] - mean) / spread, own["sex"]))
    assert not set(training.index) & set(own.index)


def test_a_network_that_never_met_a_gentoo_calls_all_of_them_male(groups):
    # 36 Gentoos in the test, half of them female.
    assert groups["network_gentoos"] == groups["line_gentoos"] == pytest.approx(0.5)


def test_mixed_precision_starts_from_the_same_weights_and_leaves_the_policy_as_it_was():
    import numpy as np

    from lesson_code.device import keras
    from lesson_code.experiments import precision
    from lesson_code.training import set_seed

    models = []
    for policy in ("float32", "mixed_float16"):
        set_seed(4)
        models.append(precision._build(policy))
    assert keras.config.dtype_policy().name == "float32"
    assert [model.layers[0].compute_dtype for model in models] == ["float32", "float16"]
    assert type(models[1].optimizer).__name__ == "LossScaleOptimizer"
    for full, mixed in zip(*(model.get_weights() for model in models), strict=True):
        assert np.array_equal(full, mixed)
