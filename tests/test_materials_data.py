"""The patches of materials come from separate regions of known photos."""

from itertools import combinations

import numpy as np
import pytest

from lesson_code.data import (
    MATERIALS,
    cut_overlapping,
    enlarge,
    load_cat_patches,
    load_material_photo,
    load_materials,
    patch_places,
)

SIZE = 32


@pytest.fixture(scope="module")
def materials():
    return load_materials()


def painted(shape, places, margin=0):
    """Return how many patches, each wider by a margin, cover each pixel."""
    counts = np.zeros(shape, dtype=int)
    for top, left in places:
        counts[max(top - margin, 0) : top + SIZE + margin, max(left - margin, 0) : left + SIZE + margin] += 1
    return counts


def test_there_are_twenty_patches_for_training_and_ten_each_for_validation_and_test(materials):
    assert materials.names == tuple(MATERIALS)
    assert len(materials.names) == 10
    for part, n in (("training", 20), ("validation", 10), ("test", 10)):
        assert getattr(materials, f"x_{part}").shape == (10 * n, SIZE, SIZE)
        assert np.bincount(getattr(materials, f"y_{part}")).tolist() == [n] * 10


@pytest.mark.parametrize("name", MATERIALS)
def test_no_pixel_lies_in_two_patches_nor_near_those_of_another_set(name):
    shape = load_material_photo(name).shape
    places = patch_places(name)
    assert painted(shape, np.concatenate(list(places.values()))).max() == 1
    for one, other in combinations(places, 2):
        near = painted(shape, places[one], margin=7).astype(bool)
        assert not (near & painted(shape, places[other]).astype(bool)).any()


@pytest.mark.parametrize("name", MATERIALS)
def test_training_lies_left_of_validation_and_validation_left_of_the_test(name):
    places = patch_places(name)
    left, middle, right = (places[part][:, 1] for part in ("training", "validation", "test"))
    assert left.max() + SIZE < middle.min()
    assert middle.max() + SIZE < right.min()


def test_a_patch_is_a_part_of_its_photo(materials):
    gravel = materials.names.index("gravel")
    top, left = patch_places("gravel")["validation"][3]
    cut = load_material_photo("gravel")[top : top + SIZE, left : left + SIZE]
    assert np.array_equal(materials.x_validation[materials.y_validation == gravel][3], cut)


def test_every_photo_says_who_made_it_and_what_it_may_be_used_for():
    assert all(material.credit and material.licence for material in MATERIALS.values())


def test_photos_are_grey_and_a_size_makes_them_square():
    assert load_material_photo("print").shape == (191, 384)
    assert load_material_photo("print", 50).shape == (50, 50)


@pytest.mark.parametrize("wrong", [("sand",), ("brick", 0)])
def test_unknown_materials_and_sizes_are_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        load_material_photo(*wrong)


def test_overlapping_patches_come_from_the_training_regions_alone():
    patches, labels = cut_overlapping(2, seed=0)
    assert patches.shape == (400, SIZE, SIZE)
    for number, name in enumerate(MATERIALS):
        end = patch_places(name)["validation"][:, 1].min()
        windows = np.lib.stride_tricks.sliding_window_view(load_material_photo(name)[:, :end], (SIZE, SIZE))
        patch = patches[labels == number][0]
        candidates = windows[windows[:, :, 0, 0] == patch[0, 0]]
        assert (candidates == patch).all(axis=(1, 2)).any()


def test_overlapping_patches_without_any_shift_are_the_training_patches_repeated(materials):
    patches, labels = cut_overlapping(3, seed=1, max_shift=0)
    for number in range(10):
        mine = {patch.tobytes() for patch in patches[labels == number]}
        assert mine == {patch.tobytes() for patch in materials.x_training[materials.y_training == number]}


def test_a_seed_decides_the_overlapping_patches():
    assert np.array_equal(cut_overlapping(1, seed=4)[0], cut_overlapping(1, seed=4)[0])
    assert not np.array_equal(cut_overlapping(1, seed=4)[0], cut_overlapping(1, seed=5)[0])


@pytest.mark.parametrize("wrong", [(0, 0), (1, 0, -1)])
def test_no_copies_and_negative_shifts_are_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        cut_overlapping(*wrong)


def test_the_forty_patches_of_the_cat_differ():
    patches = load_cat_patches()
    assert patches.shape == (40, SIZE, SIZE)
    assert len({patch.tobytes() for patch in patches}) == 40


def test_enlarged_patches_have_three_equal_channels_and_keep_their_brightness(materials):
    pictures = enlarge(materials.x_training[:5], 96)
    assert pictures.shape == (5, 96, 96, 3)
    assert np.array_equal(pictures[..., 0], pictures[..., 2])
    assert pictures.mean() == pytest.approx(materials.x_training[:5].mean(), abs=1)
    assert (enlarge(np.full((1, 4, 4), 77), 9) == 77).all()


def test_a_size_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least 1 pixel"):
        enlarge(np.zeros((1, 4, 4)), 0)
