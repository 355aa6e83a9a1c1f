"""Experiments of the lesson ``transfer-learning``: patches of ten materials, and of one cat."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lesson_code.data import cut_overlapping, enlarge, load_cat_patches, load_materials
from lesson_code.device import keras
from lesson_code.models import N_TOP_LAYERS, build_patch_network, build_top, resize_input
from lesson_code.pretrained import load_pretrained
from lesson_code.training import compiled_once, evaluate_quickly, fit_quickly, set_seed

__all__ = ["materials_from_scratch", "materials_transferred", "overlapping_patches", "random_labels"]

_SIZE = 96
_N_COPIES = 8
_LOSS = "sparse_categorical_crossentropy"


@compiled_once
def _build_network(augment: bool = False) -> Any:
    model = build_patch_network(augment=augment)
    model.compile(optimizer="adam", loss=_LOSS, metrics=["accuracy"])
    return model


@compiled_once
def _build_head(n_features: int, n_classes: int) -> Any:
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(n_classes, activation="softmax")])
    model.compile(optimizer="adam", loss=_LOSS, metrics=["accuracy"])
    return model


@functools.cache
def _base() -> tuple[Any, Callable[[ArrayLike], NDArray[np.float32]]]:
    """Return the pretrained network without its head, for small pictures, and its scaling."""
    network = load_pretrained()
    base = keras.Model(network.model.input, network.model.layers[-2].output)
    return resize_input(base, _SIZE), network.preprocess


@compiled_once
def _build_top(learning_rate: float) -> Any:
    model = build_top(_base()[0], 10)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=_LOSS, metrics=["accuracy"])
    return model


def _as_inputs(patches: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return patches of 0 to 1 with a channel, shape ``(n, 32, 32, 1)``."""
    return patches[..., np.newaxis] / 255


@functools.cache
def _maps_and_features(part: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return what the frozen base makes of ``"training"``, ``"validation"`` or ``"cat"``: maps and pooled features.

    They do not depend on the seed, so they are computed once for all runs of a process.
    """
    base, preprocess = _base()
    patches = load_cat_patches() if part == "cat" else getattr(load_materials(), f"x_{part}")
    both = keras.Model(base.input, [base.layers[-N_TOP_LAYERS - 1].output, base.output])
    maps, features = both(preprocess(enlarge(patches, _SIZE)))
    return maps.numpy(), features.numpy()


def materials_from_scratch(_seed: int) -> dict[str, Any]:
    """Train a small network on the 200 training patches for forty epochs, without and with random mirroring.

    Returns:
        ``training``, ``validation``: the accuracies after the last epoch;
        ``mirrored``: the validation accuracy with mirroring.
    """
    materials = load_materials()
    trained, right = [], []
    for augment in (False, True):
        model = _build_network(augment)
        trained.append(fit_quickly(model, _as_inputs(materials.x_training), materials.y_training, epochs=40))
        kept_back = _as_inputs(materials.x_validation), materials.y_validation
        right.append(evaluate_quickly(model, *kept_back)["accuracy"])
    return {"training": trained[0]["accuracy"][-1], "validation": right[0], "mirrored": right[1]}


def materials_transferred(seed: int) -> dict[str, Any]:
    """Train a head on frozen features for thirty epochs, then the last block with it for five, gently and roughly.

    Returns:
        ``frozen``: the validation accuracy of the head on the frozen base;
        ``fine_tuned``: the same after fine-tuning with a learning rate of 0.00001;
        ``spoilt``: after fine-tuning with 0.01.
    """
    materials = load_materials()
    y, y_validation = materials.y_training, materials.y_validation
    (maps, features), (maps_validation, features_validation) = map(_maps_and_features, ("training", "validation"))
    # The first run of a process has drawn the weights of a base meanwhile, the others have not.
    set_seed(seed)
    head = _build_head(features.shape[1], 10)
    fit_quickly(head, features, y, epochs=30)
    results = {"frozen": evaluate_quickly(head, features_validation, y_validation)["accuracy"]}
    for name, learning_rate in (("fine_tuned", 1e-5), ("spoilt", 1e-2)):
        top = _build_top(learning_rate)
        top.layers[-1].set_weights(head.get_weights())
        fit_quickly(top, maps, y, epochs=5)
        results[name] = evaluate_quickly(top, maps_validation, y_validation)["accuracy"]
    return results


def overlapping_patches(seed: int) -> dict[str, float]:
    """Train on patches that overlap, and measure on others of them, and on patches of separate regions.

    Returns:
        ``leaking``: the accuracy on overlapping patches that were left out at random;
        ``separate``: the accuracy of the same network on the validation patches.
    """
    x, y = cut_overlapping(_N_COPIES, seed)
    n = len(x) * 4 // 5
    model = _build_network()
    fit_quickly(model, _as_inputs(x[:n]), y[:n], epochs=12)
    materials = load_materials()
    return {
        "leaking": evaluate_quickly(model, _as_inputs(x[n:]), y[n:])["accuracy"],
        "separate": evaluate_quickly(model, _as_inputs(materials.x_validation), materials.y_validation)["accuracy"],
    }


def random_labels(seed: int) -> dict[str, float]:
    """Give forty patches of one cat labels by tossing a coin, and train a head on the features of thirty of them.

    Returns:
        ``training``, ``validation``: the accuracies on the thirty and on the other ten.
    """
    features = _maps_and_features("cat")[1]
    set_seed(seed)  # as above
    labels = np.random.randint(0, 2, len(features))
    head = _build_head(features.shape[1], 2)
    fit_quickly(head, features[:30], labels[:30], epochs=60, batch_size=10)
    return {
        "training": evaluate_quickly(head, features[:30], labels[:30])["accuracy"],
        "validation": evaluate_quickly(head, features[30:], labels[30:])["accuracy"],
    }
