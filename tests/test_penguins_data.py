"""The penguins come in three sets that share no bird, with every measurement known."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lesson_code.data import FEATURES, SPECIES, load_penguins, read_penguins


@pytest.fixture(scope="module")
def penguins():
    return load_penguins()


@pytest.fixture(scope="module")
def table():
    return read_penguins()


def sets(penguins):
    return [
        (penguins.x_training, penguins.y_training),
        (penguins.x_validation, penguins.y_validation),
        (penguins.x_test, penguins.y_test),
    ]


def test_the_table_is_the_published_one(table):
    assert len(table) == 344
    assert dict(table["species"].value_counts()) == {"Adelie": 152, "Gentoo": 124, "Chinstrap": 68}
    assert sorted(table["year"].unique()) == [2007, 2008, 2009]


def test_the_measurements_of_two_penguins_and_the_sex_of_eleven_are_missing(table):
    missing = table.isna().sum()
    assert all(missing[feature] == 2 for feature in FEATURES)
    assert missing["sex"] == 11


def test_the_shapes_are_those_of_the_docstring(penguins):
    assert penguins.x_training.shape == (204, 4)
    assert penguins.x_validation.shape == (69, 4)
    assert penguins.x_test.shape == (69, 4)
    assert [len(labels) for _, labels in sets(penguins)] == [204, 69, 69]


def test_the_three_sets_hold_every_complete_penguin_once(penguins, table):
    rows = np.concatenate([x for x, _ in sets(penguins)])
    complete = table[table["body_mass_g"].notna()][list(FEATURES)].to_numpy()
    assert len(rows) == len(complete) == 342
    assert sorted(map(tuple, rows)) == sorted(map(tuple, complete))


def test_no_measurements_lie_in_two_sets(penguins):
    training, validation, test = (set(map(tuple, x)) for x, _ in sets(penguins))
    assert not training & validation
    assert not training & test
    assert not validation & test


def test_each_label_is_the_species_of_its_measurements(penguins, table):
    species = {tuple(row[list(FEATURES)]): row["species"] for _, row in table.dropna(subset=FEATURES).iterrows()}
    for x, y in sets(penguins):
        assert [SPECIES[label] for label in y] == [species[tuple(row)] for row in x]


def test_every_set_has_nearly_the_same_shares_of_the_species(penguins):
    # 151, 68 and 123 of 342 penguins.
    for _, labels in sets(penguins):
        assert np.bincount(labels) / len(labels) == pytest.approx([151 / 342, 68 / 342, 123 / 342], abs=0.01)


def test_the_training_frame_holds_the_rows_of_the_training_set(penguins):
    assert np.array_equal(penguins.training[list(FEATURES)].to_numpy(), penguins.x_training)
    assert {"sex", "island", "year", "species"} <= set(penguins.training.columns)


def test_the_split_is_the_same_every_time(penguins):
    assert np.array_equal(load_penguins().x_test, penguins.x_test)


def test_a_number_that_comes_back_is_not_the_same_penguin(table):
    """Else a random split would put one bird into two sets; the length of a bill hardly changes in a year."""
    raw = pd.read_csv(Path(find_spec("palmerpenguins").origin).with_name("data") / "penguins-raw.csv")
    own = table.assign(number=raw["Individual ID"]).dropna(subset=["bill_length_mm", "sex"])
    lengths = own.groupby(["species", "sex"])["bill_length_mm"]
    own["length"] = (own["bill_length_mm"] - lengths.transform("mean")) / lengths.transform("std")
    pairs = [pair["length"].to_numpy() for _, pair in own.groupby(["species", "sex", "number"]) if len(pair) == 2]
    first, second = np.array(pairs).T
    assert len(pairs) > 40
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.1


def test_reading_does_not_import_the_package_that_carries_the_table():
    use = "from lesson_code.data import read_penguins; read_penguins()"
    code = f"import sys; {use}; print('palmerpenguins' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
