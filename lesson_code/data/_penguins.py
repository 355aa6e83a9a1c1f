"""Penguins measured near Palmer Station, Antarctica, in three sets."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from lesson_code.data._packaged import packaged_file

__all__ = ["FEATURES", "SPECIES", "Penguins", "load_penguins", "read_penguins"]

FEATURES = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
SPECIES = ("Adelie", "Chinstrap", "Gentoo")
_LABELS = MappingProxyType({name: label for label, name in enumerate(SPECIES)})
_N_VALIDATION = 69
_N_TEST = 69
_SPLIT = 0


@dataclass(frozen=True)
class Penguins:
    """Measured penguins in three sets, each with nearly the same share of every species.

    No row of the table lies in two sets, and no two of its rows hold the same four measurements.
    Inputs hold the four numbers of `FEATURES`, in that order, not scaled: millimetres for the first three, grams for
    the body mass. Labels are positions in `SPECIES`, 0 to 2.

    Attributes:
        training: The rows of the training set with all columns of the table, for looking at.
        x_training: Their measurements, shape ``(204, 4)``.
        y_training: Their species, shape ``(204,)``.
        x_validation: The measurements of other penguins, shape ``(69, 4)``.
        y_validation: Their species, shape ``(69,)``.
        x_test: The measurements of yet other penguins, shape ``(69, 4)``.
        y_test: Their species, shape ``(69,)``.
    """

    training: pd.DataFrame
    x_training: NDArray[np.float64]
    y_training: NDArray[np.int64]
    x_validation: NDArray[np.float64]
    y_validation: NDArray[np.int64]
    x_test: NDArray[np.float64]
    y_test: NDArray[np.int64]


def read_penguins() -> pd.DataFrame:
    """Return the whole table of the Palmer penguins, as it was published.

    Source: A. Horst, A. Hill and K. Gorman, palmerpenguins, 2020 (doi:10.5281/zenodo.3960218), licence CC0; measured by
    K. Gorman and Palmer Station LTER, described in Gorman, Williams and Fraser, 2014
    (doi:10.1371/journal.pone.0090081). The Python package that carries the file is under the MIT licence.
    Known bias: breeding adults of three islands in three summers, no young birds; Gentoos from Biscoe alone,
    Chinstraps from Dream alone, so that a difference of species may be one of islands; half as many Chinstraps as
    others.

    Returns:
        One row for each of 344 penguins, with the columns ``species``, ``island``, ``bill_length_mm``,
        ``bill_depth_mm``, ``flipper_length_mm``, ``body_mass_g``, ``sex`` and ``year`` (2007 to 2009). The four
        measurements are missing for 2 penguins, the sex for 11.

    Raises:
        FileNotFoundError: The package ``palmerpenguins`` is not installed.
    """
    return pd.read_csv(packaged_file("palmerpenguins", "data/penguins.csv"))


def _arrays(rows: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the measurements, shape ``(n, 4)``, and the labels, shape ``(n,)``, of some rows of the table."""
    return rows[list(FEATURES)].to_numpy(), rows["species"].map(_LABELS).to_numpy()


def load_penguins() -> Penguins:
    """Return the penguins of `read_penguins` whose four measurements are known, split at random by a fixed seed.

    342 penguins remain: a penguin whose sex alone is missing stays. The split is stratified by species. It may be
    random: the longer table of the source numbers the birds, and some numbers come back in another year, but the
    second measurement has nothing to do with the first one (correlation of the bill lengths within species and sex:
    -0.04), so the number returns, not the bird.

    Returns:
        204 penguins for training, 69 for validation and 69 for the test.

    Raises:
        FileNotFoundError: The package ``palmerpenguins`` is not installed.
    """
    complete = read_penguins().dropna(subset=list(FEATURES))
    rest, test = train_test_split(complete, test_size=_N_TEST, stratify=complete["species"], random_state=_SPLIT)
    training, validation = train_test_split(
        rest, test_size=_N_VALIDATION, stratify=rest["species"], random_state=_SPLIT
    )
    return Penguins(training, *_arrays(training), *_arrays(validation), *_arrays(test))
