"""Parts of a pretrained network, cut and put together without changing what they compute."""

import numpy as np
import pytest

from lesson_code.device import keras
from lesson_code.models import (
    N_TOP_LAYERS,
    build_efficientnet_lite0,
    build_patch_network,
    build_top,
    resize_input,
)

pytestmark = pytest.mark.slow


def small_base():
    """Return a base of an input, one convolution and twelve further layers, with averages unlike the first ones."""
    picture = keras.Input((64, 64, 3))
    x = keras.layers.Conv2D(4, 3, strides=4, padding="same")(picture)
    for _ in range(3):
        x = keras.layers.Conv2D(5, 1, use_bias=False)(x)
        x = keras.layers.BatchNormalization()(x)
        x = keras.layers.ReLU(6)(x)
    x = keras.layers.Conv2D(6, 1)(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    base = keras.Model(picture, x)
    generator = np.random.default_rng(0)
    base.set_weights([generator.uniform(0.1, 1, weight.shape) for weight in base.get_weights()])
    return base


def pictures(size=64):
    return np.random.default_rng(1).uniform(-1, 1, (3, size, size, 3)).astype("float32")


def test_the_network_for_patches_gives_probabilities():
    outputs = build_patch_network(7)(np.random.default_rng(0).random((4, 32, 32, 1))).numpy()
    assert outputs.shape == (4, 7)
    assert outputs.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_mirroring_adds_no_parameters_and_does_nothing_at_prediction():
    plain, mirrored = build_patch_network(), build_patch_network(augment=True)
    mirrored.set_weights(plain.get_weights())
    patches = np.random.default_rng(0).random((4, 32, 32, 1)).astype("float32")
    assert mirrored.count_params() == plain.count_params() == 160 + 4640 + 11530
    # Keras's random layers for pictures are at work unless they are told that this is no training.
    assert np.allclose(mirrored(patches, training=False), plain(patches), atol=1e-6)
    assert not np.allclose(mirrored(patches, training=True), plain(patches, training=True), atol=1e-6)


def test_another_input_size_changes_nothing_but_the_size():
    base = small_base()
    copy = resize_input(base, 32)
    assert copy.input_shape == (None, 32, 32, 3)
    small = pictures(32)
    by_hand = small
    for layer in base.layers[1:]:
        by_hand = layer(by_hand)
    assert np.allclose(copy(small), by_hand, atol=1e-5)


def test_the_copy_and_its_base_share_no_weights():
    base = small_base()
    copy = resize_input(base, 32)
    before = base.get_weights()[0].copy()
    copy.set_weights([0 * weight for weight in copy.get_weights()])
    assert np.array_equal(base.get_weights()[0], before)


@pytest.mark.parametrize("size", [0, 50])
def test_other_sizes_are_refused(size):
    with pytest.raises(ValueError, match="32, 64, 96"):
        resize_input(small_base(), size)


def test_the_top_goes_on_where_the_layers_below_end():
    base = small_base()
    top = build_top(base, 4)
    below = keras.Model(base.input, base.layers[-N_TOP_LAYERS - 1].output)
    features = keras.Model(top.input, top.layers[-2].output)
    assert np.allclose(features(below(pictures())), base(pictures()), atol=1e-5)
    assert top.output_shape == (None, 4)


def test_training_the_top_moves_neither_the_base_nor_batch_normalisation():
    base = small_base()
    top = build_top(base, 2)
    before_base = [weight.copy() for weight in base.get_weights()]
    normalisations = [layer for layer in top.layers if isinstance(layer, keras.layers.BatchNormalization)]
    before = [weight.copy() for layer in normalisations for weight in layer.get_weights()]
    top.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    first = top.layers[1].get_weights()[0].copy()
    top.fit(np.random.default_rng(2).random((4, *top.input_shape[1:])), np.array([0, 1, 0, 1]), verbose=0)
    assert not np.array_equal(top.layers[1].get_weights()[0], first)
    after = [weight for layer in normalisations for weight in layer.get_weights()]
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    assert all(np.array_equal(one, other) for one, other in zip(before_base, base.get_weights(), strict=True))


@pytest.mark.parametrize("network", ["efficientnet", "mobilenet"])
def test_in_both_pretrained_networks_the_top_is_the_last_block_and_a_plain_chain(network):
    model = build_efficientnet_lite0() if network == "efficientnet" else keras.applications.MobileNetV2(weights=None)
    base = keras.Model(model.input, model.layers[-2].output)
    kinds = [type(layer).__name__ for layer in base.layers[-N_TOP_LAYERS:]]
    assert kinds.count("DepthwiseConv2D") == 1
    assert kinds.count("Conv2D") == 3
    assert "Add" not in kinds
    assert kinds[0] == "Conv2D"
    assert kinds[-1] == "GlobalAveragePooling2D"
    assert type(base.layers[-N_TOP_LAYERS - 1]).__name__ in ("Add", "BatchNormalization")
