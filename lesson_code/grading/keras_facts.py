"""The program of the process that judges Keras models: it rebuilds them from their configuration, and runs no answer.

Started as ``python -m lesson_code.grading.keras_facts MODULE`` with the module of an exercise, whose own functions
it trusts. It replies to two kinds of JSON lines: ``{"calls": […]}`` with the key, ``{"models": […]}`` with the facts
of models that came out of an answer.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import asdict
from importlib import import_module

from lesson_code.grading.child import encode_model, is_model, layers_inside, private_descriptors
from lesson_code.grading.copies import TEXT_LIMIT, encode
from lesson_code.grading.key import outcome_of
from lesson_code.grading.sandbox import limit_resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["facts", "main"]

SAFE_MODULES = {"keras", "keras.layers", "keras.initializers", "keras.activations", "keras.regularizers"}
SAFE_MODULES |= {"keras.constraints", "keras.models", "keras.src.models.functional", "keras.src.models.sequential"}
SAFE_OPERATIONS = {("keras.src.ops.nn", "Softmax")}  # what keras.activations.softmax(…) leaves in a model
UNSAFE_CLASSES = ("Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer")
MEMORY = 6 << 30  # bytes; a model that somebody describes may be as large as they like
ACCURACY = ("acc", "sparse_categorical_accuracy")


def main() -> None:
    """Reply to each line of the standard input."""
    requests, replies = private_descriptors()
    limit_resources({"DATA": MEMORY})
    import_module("lesson_code.device")  # imports Keras without its chatter
    exercise = import_module(sys.argv[1]).exercise
    for line in requests:
        request = json.loads(line)
        if "calls" in request:
            functions = [exercise.reference, *(m.function for m in exercise.misconceptions)]
            reply = [[asdict(outcome_of(f, call, _encoded)) for call in request["calls"]] for f in functions]
        else:
            reply = [_encoded_facts(model) for model in request["models"]]
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


def facts(described: dict[str, Any]) -> dict[str, Any]:
    """Return what a model is like, as plain values.

    Args:
        described: The content of what ``child.encode_model`` gave: configuration, trainable flags, compilation.

    Returns:
        ``layers``, from input to output, without inputs; a model that is a layer gives way to its own layers, so that
        a base set under a new layer looks the same whether it was put in as one layer or its graph was continued,
        and a layer that is only an activation counts to the layer before it. Of each layer ``kind``, ``units``
        (neurons, or filters), ``activation``, ``n_parameters`` and ``n_trainable`` (both None before it is built),
        ``trainable`` (its flag: that of a batch normalisation also decides whether its averages move) and ``sum``
        (of all its weights, in the answer's own process).

        ``input_shape``, ``output_shape``, ``n_parameters`` and ``n_trainable`` of the whole, all four None before the
        model is built; ``compiled``, ``optimizer``, ``loss`` and ``metrics``.

    Raises:
        ValueError: The model has a part with code of its own, which is not run here.
    """
    import keras

    config = json.loads(described["config"])
    config.pop("compile_config", None)  # may name a loss of the answer's own; nothing is trained here
    _refuse_foreign_parts(config)
    model = keras.models.model_from_json(json.dumps(config))
    sums = _carry_over(described["layers"], model)
    built: dict[str, Any] = {"input_shape": None, "output_shape": None, "n_parameters": None, "n_trainable": None}
    if model.built:
        n_trainable = sum(_size(weight) for weight in model.trainable_weights)
        built = {"input_shape": model.input_shape, "output_shape": model.output_shape}
        built |= {"n_parameters": model.count_params(), "n_trainable": n_trainable}
    return {"layers": _layers(model, sums)} | built | _compilation(json.loads(described["compiled"]))


def _size(weight: Any) -> int:
    size = 1
    for length in weight.shape:
        size *= int(length)
    return size


def _carry_over(described: list[Any], model: Any) -> dict[int, float]:
    """Make what was trainable in the answer's model trainable in ours; return the sum of the weights of each layer.

    Setting the flag of a model sets those of all its layers, which come later and so have the last word.
    """
    sums = {}
    for layer, (trainable, weights) in zip(layers_inside(model), described, strict=False):
        layer.trainable = trainable
        if not hasattr(layer, "layers"):
            sums[id(layer)] = float(sum(value for _, value in weights))
            for weight, (flag, _) in zip(layer.weights, weights, strict=False):
                weight.trainable = flag
    return sums


def _operations(model: Any) -> Iterator[Any]:
    """Yield what a model computes with, in order: layers, those of models inside it, and plain operations."""
    for operation in getattr(model, "operations", model.layers):
        if hasattr(operation, "layers"):
            yield from _operations(operation)
        else:
            yield operation


def _layers(model: Any, sums: dict[int, float]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    trained = {id(weight) for weight in model.trainable_weights}
    for layer in _operations(model):
        kind, config = type(layer).__name__, layer.get_config()
        activation = _activation_of_layer(kind, config)
        if activation and found and found[-1]["activation"] == "linear":
            found[-1]["activation"] = activation
        elif kind != "InputLayer":
            found.append(_layer(layer, kind, config, trained) | {"sum": sums.get(id(layer), 0.0)})
    return found


def _layer(layer: Any, kind: str, config: dict[str, Any], trained: set[int]) -> dict[str, Any]:
    built, weights = getattr(layer, "built", True), getattr(layer, "weights", [])  # an operation has neither
    return {
        "kind": kind,
        "units": config.get("units", config.get("filters")),
        "activation": _name(config.get("activation")),
        "n_parameters": sum(map(_size, weights)) if built else None,
        "n_trainable": sum(_size(weight) for weight in weights if id(weight) in trained) if built else None,
        "trainable": getattr(layer, "trainable", True),
    }


def _activation_of_layer(kind: str, config: dict[str, Any]) -> str | None:
    """Return the activation of a layer that is nothing but an activation."""
    if kind == "ReLU":
        plain = config["max_value"] is None and not config["negative_slope"] and not config["threshold"]
        return "relu" if plain else None
    return {"Softmax": "softmax", "Activation": _name(config.get("activation"))}.get(kind)


def _compilation(config: dict[str, Any] | None) -> dict[str, Any]:
    if config is None:
        return {"compiled": False, "optimizer": None, "loss": None, "metrics": []}
    metrics = config.get("metrics") or []
    names = [_name(metric) for metric in (metrics if isinstance(metrics, list) else [metrics])]
    return {
        "compiled": True,
        "optimizer": _name(config.get("optimizer")),
        "loss": _name(config.get("loss")),
        "metrics": ["accuracy" if name in ACCURACY else name for name in names],
    }


def _name(part: Any) -> str | None:
    """Return the name of a part of Keras, given as a name, a function or an object: ``"sparse_categorical_…"``."""
    if not isinstance(part, dict):
        return part if part is None else str(part).lower()
    if part.get("class_name") == "function":
        return str(part["config"])
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", str(part.get("class_name")))
    name = name.lower().strip("_")
    suffix = " from scores" if (part.get("config") or {}).get("from_logits") else ""
    return {"accuracy": "Accuracy()"}.get(name, name) + suffix


def _refuse_foreign_parts(config: Any) -> None:
    for part in _parts(config):
        module, name, registered = part.get("module"), part["class_name"], part.get("registered_name")
        known = (module in SAFE_MODULES and name not in UNSAFE_CLASSES) or (module, name) in SAFE_OPERATIONS
        if not known or registered not in (None, name):
            raise ValueError(f"a model with a part that has code of its own: {name}")


def _parts(config: Any) -> Iterator[dict[str, Any]]:
    if isinstance(config, dict) and "class_name" in config and config["class_name"] != "__keras_tensor__":
        yield config
    for inner in config.values() if isinstance(config, dict) else config if isinstance(config, list) else ():
        yield from _parts(inner)


def _encoded_facts(model: dict[str, Any]) -> Any:
    try:
        return encode(facts(model))
    except Exception as error:
        words = str(error).splitlines()[:1] or ["a model that cannot be built again"]
        return {"other": ["Model", words[0][:TEXT_LIMIT]]}


def _encoded(value: Any) -> Any:
    """Return what one of the exercise's own functions gives, seen as an answer's would be."""
    return encode(facts(encode_model(value)["model"])) if is_model(value) else encode(value)


if __name__ == "__main__":
    main()
    os._exit(0)  # everything is said, and TensorFlow would take a second to tidy up
