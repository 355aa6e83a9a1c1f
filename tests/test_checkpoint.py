"""Whatever a learner writes in a cell to fill, the cells after it find what was there before."""

import math

import numpy as np
import pandas as pd
import pytest

from lesson_code.checkpoint import keep


def after(code: str, **names):
    """Return the names of a notebook after a learner's cell and the checkpoint behind it."""
    kept = keep(names)
    exec(code, names)
    kept.restore()
    return names


def test_a_name_means_again_what_it_did():
    assert after("bias = None; del weights", bias=1, weights=[2, 3])["weights"] == [2, 3]


def test_a_name_that_hides_one_of_python_s_own_is_gone():
    assert "sum" not in after("sum = 0; print = None", bias=1)


def test_another_new_name_stays_for_the_learner():
    assert after("mine = 7", bias=1)["mine"] == 7


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([1, 2], "it.append(3)"),
        ({"a": 1}, "it.clear()"),
        ({1, 2}, "it.add(3)"),
        (np.array([1.0, 2.0]), "it[0] = 9"),
        (pd.DataFrame({"a": [1, 2]}), "it['b'] = 3; it.loc[0, 'a'] = 9"),
    ],
    ids=["list", "dict", "set", "array", "table"],
)
def test_what_was_changed_in_place_is_as_it_was(value, code):
    before = value.copy()
    found = after(code, it=value)["it"]
    assert type(found) is type(before)
    assert found.equals(before) if isinstance(before, pd.DataFrame) else np.all(found == before)


def test_two_names_of_one_list_still_mean_the_same_list():
    shared = [1]
    names = after("a.append(2)", a=shared, b=shared)
    assert names["a"] is names["b"] and names["b"] == [1]


def test_a_checkpoint_may_be_run_again():
    names = {"x": np.zeros(2), "y": [1]}
    kept = keep(names)
    for _ in range(2):
        exec("x += 1; y.append(2)", names)
        kept.restore()
    assert names["x"].tolist() == [0, 0] and names["y"] == [1]


def test_what_the_notebook_itself_keeps_is_left_alone():
    entered = ["first"]
    assert after("In.append('second')", In=entered)["In"] == ["first", "second"]


def test_modules_functions_and_numbers_pass_unchanged():
    names = after("math = 1; f = 2; n = 3", math=math, f=len, n=np.float64(2.5))
    assert (names["math"], names["f"], names["n"]) == (math, len, 2.5)


@pytest.mark.slow
def test_a_network_that_was_trained_further_has_its_weights_again():
    from lesson_code.device import keras

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    fresh = keras.Sequential([keras.layers.Dense(1)])
    before = model.get_weights()
    names = after(
        "model.set_weights([w + 1 for w in model.get_weights()]); fresh.build((None, 2))", model=model, fresh=fresh
    )
    assert all(np.array_equal(a, b) for a, b in zip(names["model"].get_weights(), before, strict=True))
    assert len(names["fresh"].get_weights()) == 2
