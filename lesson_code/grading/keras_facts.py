"""The program of the process that judges Keras models: it rebuilds them from their configuration, and runs no answer.

Started as ``python -m lesson_code.grading.keras_facts MODULE`` with the module of an exercise, whose own functions
it trusts. It replies to two kinds of JSON lines: ``{"calls": […]}`` with the key, ``{"models": […]}`` with the facts
of models that came out of an answer.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from importlib import import_module

from lesson_code.grading.child import decode_arguments, encode, encode_model, is_model, private_descriptors
from lesson_code.grading.collect import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

__all__ = ["facts", "main"]

SAFE_MODULES = {"keras", "keras.layers", "keras.initializers", "keras.activations", "keras.regularizers"}
SAFE_MODULES |= {"keras.constraints", "keras.models", "keras.src.models.functional", "keras.src.models.sequential"}
UNSAFE_CLASSES = ("Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer")
ACCURACY = ("acc", "sparse_categorical_accuracy")


def main() -> None:
    """Reply to each line of the standard input."""
    requests, replies = private_descriptors()
    import_module("lesson_code.device")  # imports Keras without its chatter
    exercise = import_module(sys.argv[1]).exercise
    for line in requests:
        request = json.loads(line)
        if "calls" in request:
            functions = [exercise.reference, *(m.function for m in exercise.misconceptions)]
            reply = [[asdict(_outcome(function, call)) for call in request["calls"]] for function in functions]
        else:
            reply = [_encoded_facts(model) for model in request["models"]]
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


def facts(described: dict[str, Any]) -> dict[str, Any]:
    """Return what a model is like, as plain values.

    Args:
        described: The content of what ``child.encode_model`` gave: configuration, trainable flags, compilation.

    Returns:
        ``layers`` (kind, units, activation, n_parameters, trainable; without the input, and with an activation layer
        counted to the layer before it), ``input_shape``, ``output_shape``, ``n_parameters`` and ``n_trainable``
        (all four None before the model is built), ``compiled``, ``optimizer``, ``loss`` and ``metrics``.

    Raises:
        ValueError: The model has a part with code of its own, which is not run here.
    """
    import keras

    config = json.loads(described["config"])
    config.pop("compile_config", None)  # may name a loss of the answer's own; nothing is trained here
    _refuse_foreign_parts(config)
    model = keras.models.model_from_json(json.dumps(config))
    for layer, trainable in zip(model.layers, described["trainable"], strict=False):
        layer.trainable = trainable
    built: dict[str, Any] = {"input_shape": None, "output_shape": None, "n_parameters": None, "n_trainable": None}
    if model.built:
        n_trainable = sum(_size(weight) for weight in model.trainable_weights)
        built = {"input_shape": model.input_shape, "output_shape": model.output_shape}
        built |= {"n_parameters": model.count_params(), "n_trainable": n_trainable}
    return {"layers": _layers(model)} | built | _compilation(json.loads(described["compiled"]))


def _size(weight: Any) -> int:
    size = 1
    for length in weight.shape:
        size *= int(length)
    return size


def _layers(model: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for layer in model.layers:
        kind, config = type(layer).__name__, layer.get_config()
        activation = _activation_of_layer(kind, config)
        if activation and found and found[-1]["activation"] == "linear":
            found[-1]["activation"] = activation
        elif kind != "InputLayer":
            found.append(_layer(layer, kind, config))
    return found


def _layer(layer: Any, kind: str, config: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind,
        "units": config.get("units"),
        "activation": _name(config.get("activation")),
        "n_parameters": layer.count_params() if layer.built else None,
        "trainable": layer.trainable,
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
        if module not in SAFE_MODULES or name in UNSAFE_CLASSES or registered not in (None, name):
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
        return {"other": ["Model", str(error).splitlines()[0] if str(error) else "a model that cannot be built again"]}


def _outcome(function: Callable[..., Any], call: Any) -> Outcome:
    """Return what one of the exercise's own functions gives, seen as an answer's would be."""
    value = function(*decode_arguments(call))
    return Outcome("returned", encode(facts(encode_model(value)["model"])) if is_model(value) else encode(value))


if __name__ == "__main__":
    main()
