"""What the exercises about Keras models look at: facts (see ``keras_facts.facts``), put in words."""

from __future__ import annotations

from lesson_code.grading.exercise import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["is_a_model", "layers_in_words", "output_layer"]


def is_a_model(facts: Any) -> Words:
    """Return the words for a Keras model, whatever the model.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(facts, dict) or "n_parameters" not in facts:
        raise ValueError("a Keras model made of Keras's own layers")
    return Words("a Keras model")


def output_layer(facts: Any) -> Words:
    """Return kind, size and activation of the last layer."""
    return layers_in_words(facts["layers"][-1:])


def layers_in_words(layers: list[dict[str, Any]]) -> Words:
    """Return kind, size and activation of layers, in their order."""
    return Words(", then ".join(map(_layer_in_words, layers)) or "no such layer")


def _layer_in_words(layer: dict[str, Any]) -> str:
    size = "" if layer["units"] is None else f" of {layer['units']}"
    activation = layer["activation"]
    end = "" if activation is None else ", no activation" if activation == "linear" else f", {activation}"
    return f"{layer['kind']}{size}{end}"
