"""Exercise ``add_new_head``: a new last layer on a pretrained network that stays as it is."""

from random import Random
from typing import TYPE_CHECKING, Any

from lesson_code.grading import Case, Exercise, Misconception, Network, Words
from lesson_code.grading.model_words import is_a_model, output_layer

if TYPE_CHECKING:
    import keras


def add_new_head(base: "keras.Model", n_classes: int) -> "keras.Model":
    """Put a new head on a pretrained base, and freeze the base.

    The model that you return takes what the base takes. From input to output it consists of

    - the whole base with the weights that it has learned, frozen: training must not change any of its numbers, nor
      the averages in its batch normalisation;
    - one dense layer with softmax, with one neuron for each class, which stays trainable.

    Nothing else stands between them or behind them. You may freeze the ``base`` that you are given; you need not make
    a copy. Compiling is not needed, and there is nothing to train here.

    A base of 256 parameters that gives 8 features, for example, makes with 4 classes a model of 292 parameters, of
    which 36 are trainable.

    Args:
        base: A pretrained network whose own head is cut off and whose output is pooled, as ``keras.applications``
            gives it with ``include_top=False`` and ``pooling="avg"``; its output has the shape
            ``(None, n_features)``.
        n_classes: How many classes there are to tell apart, at least 2.

    Returns:
        The model; its output has the shape ``(None, n_classes)``, a row of probabilities for each picture.

    Raises:
        ValueError: There are fewer than 2 classes.
    """
    import keras

    # The learner writes from here.
    if n_classes < 2:
        raise ValueError(f"expected at least 2 classes, got {n_classes}")
    base.trainable = False
    outputs = keras.layers.Dense(n_classes, activation="softmax")(base.output)
    return keras.Model(base.input, outputs)


def base_not_frozen(base: Any, n_classes: int) -> Any:
    import keras

    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(base.output))


def everything_frozen(base: Any, n_classes: int) -> Any:
    import keras

    model = keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(base.output))
    model.trainable = False
    return model


def all_frozen_but_batch_normalisation(base: Any, n_classes: int) -> Any:
    import keras

    for layer in base.layers:
        layer.trainable = isinstance(layer, keras.layers.BatchNormalization)
    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(base.output))


def without_softmax(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    return keras.Model(base.input, keras.layers.Dense(n_classes)(base.output))


def always_four_classes(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    return keras.Model(base.input, keras.layers.Dense(4, activation="softmax")(base.output))


def cuts_off_the_pooling(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    features = base.layers[-2].output
    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(features))


def flattens_instead_of_pooling(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    features = keras.layers.Flatten()(base.layers[-2].output)
    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(features))


def pools_again(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    features = keras.layers.GlobalAveragePooling2D()(base.output)
    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(features))


def adds_to_the_base(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    base.add(keras.layers.Dense(n_classes, activation="softmax"))
    return base


def with_new_weights(base: Any, n_classes: int) -> Any:
    import keras

    base = keras.models.clone_model(base)
    base.trainable = False
    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(base.output))


def with_a_hidden_layer(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    hidden = keras.layers.Dense(64, activation="relu")(base.output)
    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(hidden))


def on_top_of_a_softmax(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    probabilities = keras.layers.Softmax()(base.output)
    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(probabilities))


def refuses_two_classes(base: Any, n_classes: int) -> Any:
    import keras

    if n_classes <= 2:
        raise ValueError(n_classes)
    base.trainable = False
    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(base.output))


def without_refusal(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    return keras.Model(base.input, keras.layers.Dense(n_classes, activation="softmax")(base.output))


def the_base_as_one_layer(base: Any, n_classes: int) -> Any:
    import keras

    if n_classes < 2:
        raise ValueError("at least two classes, please")
    inputs = keras.Input(shape=base.input_shape[1:])
    outputs = keras.layers.Dense(n_classes, activation="softmax")(base(inputs, training=False))
    model = keras.Model(inputs, outputs)
    base.trainable = False
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.summary()
    return model


def a_sequential_model(base: Any, n_classes: int) -> Any:
    from keras import Sequential, layers

    if n_classes < 2:
        raise ValueError(n_classes)
    base.trainable = False
    model = Sequential(name="materials")
    model.add(base)
    model.add(layers.Dense(n_classes))
    model.add(layers.Softmax())
    return model


def layer_by_layer(base: Any, n_classes: int) -> Any:
    import keras

    if n_classes < 2:
        raise ValueError(n_classes)
    scores = keras.layers.Dense(n_classes)(keras.layers.Flatten()(base.output))
    model = keras.Model(base.inputs, keras.activations.softmax(scores))
    for layer in model.layers[:-1]:
        layer.trainable = False
    return model


def output_size(facts: Any) -> Words:
    """Return how many numbers come out for each picture."""
    shape = facts["output_shape"]
    return Words(" × ".join(map(str, shape[1:])) if shape else "unknown")


def below_the_head(facts: Any) -> Words:
    """Return the kinds of all layers but the last; to flatten what is pooled already does no harm."""
    kinds = ", ".join(layer["kind"] for layer in facts["layers"][:-1])
    return Words(kinds.replace("Pooling2D, Flatten", "Pooling2D") or "no layers")


def weights_below_the_head(facts: Any) -> Words:
    """Return what all weights but those of the last layer add up to."""
    return Words(f"weights that add up to {sum(layer['sum'] for layer in facts['layers'][:-1]):.4f}")


def parameters(facts: Any) -> Words:
    """Return how many parameters there are and how many are trained, and whether only averages would still move."""
    if facts["n_parameters"] is None:
        return Words("not counted yet: no weights")
    below = facts["layers"][:-1]
    asleep = not any(layer["n_trainable"] for layer in below)
    awake = any(layer["kind"] == "BatchNormalization" and layer["trainable"] for layer in below)
    end = ", but batch normalisation is not frozen" if asleep and awake else ""
    return Words(f"{facts['n_parameters']}, of which {facts['n_trainable']} are trained{end}")


def in_short(facts: Any) -> Words:
    """Return outputs and parameters."""
    n, n_trained = facts["n_parameters"] or "unknown", facts["n_trainable"] or "none"
    return Words(f"{output_size(facts)} outputs, {n} parameters, {n_trained} of them trained")


def small_base(name: str, shape: list[int], n_features: int, *further: tuple[str, dict[str, Any]]) -> Network:
    """Return a base with one convolution; of its parameters ``9 * shape[2] * n_features + 5 * n_features``."""
    layers: list[tuple[str, dict[str, Any]]] = [
        ("Input", {"shape": shape}),
        ("Conv2D", {"filters": n_features, "kernel_size": 3, "activation": "relu"}),
        ("BatchNormalization", {}),
        *further,
        ("GlobalAveragePooling2D", {}),
    ]
    return Network(name, tuple(layers))


def draw_base_and_classes(generator: Random) -> tuple[Network, int]:
    """Draw a base and a number of classes."""
    size, n_channels, n_features = generator.randrange(6, 12), generator.choice([1, 3]), generator.randrange(3, 12)
    return small_base("a_base", [size, size, n_channels], n_features), generator.randrange(2, 12)


BASE = small_base("base", [8, 8, 3], 8)
OTHER_BASE = small_base("other_base", [10, 6, 1], 6, ("Dropout", {"rate": 0.2}))
A_MODEL = "return a Keras model"
WHOLE = "have all layers of the base below the head, and no others"

exercise = Exercise(
    reference=add_new_head,
    cases=[
        Case(A_MODEL, (BASE, 4), look=is_a_model),
        Case("end in a layer of 4 neurons with softmax for 4 classes", (BASE, 4), look=output_layer, after=A_MODEL),
        Case("give 4 numbers for each picture", (BASE, 4), look=output_size, after=A_MODEL),
        Case(WHOLE, (BASE, 4), look=below_the_head, after=A_MODEL),
        Case("keep the weights that the base has learned", (BASE, 4), look=weights_below_the_head, after=WHOLE),
        Case("train only the head's 36 of 292 parameters", (BASE, 4), points=2, look=parameters, after=A_MODEL),
        Case("fit another base and 2 classes just as well", (OTHER_BASE, 2), look=in_short, after=A_MODEL),
        Case("refuse fewer than 2 classes with a ValueError", (BASE, 1), look=is_a_model, after=A_MODEL),
        Case(
            "fit any base and any number of classes", points=2, draw=draw_base_and_classes, look=in_short, after=A_MODEL
        ),
    ],
    misconceptions=[
        Misconception(base_not_frozen, "training would change the base, too: which of its attributes prevents that?"),
        Misconception(
            everything_frozen, "the head is frozen, too, and nothing can learn: what alone should be frozen?"
        ),
        Misconception(
            all_frozen_but_batch_normalisation,
            "batch normalisation has weights and averages of its own: should your few pictures change them?",
        ),
        Misconception(without_softmax, "these outputs are any numbers: what turns them into probabilities?"),
        Misconception(always_four_classes, "this fits four classes alone: which argument says how many there are?"),
        Misconception(cuts_off_the_pooling, "the base has lost its head already: which layer have you cut off now?"),
        Misconception(
            flattens_instead_of_pooling, "flattening needs more weights: what does the base do at its end instead?"
        ),
        Misconception(pools_again, "what does Keras's message say about shapes, and what does base.output_shape?"),
        Misconception(adds_to_the_base, "only a Sequential model has add(): how do you go on from base.output?"),
        Misconception(with_new_weights, "the copy has new random weights: what would be left to transfer?"),
        Misconception(with_a_hidden_layer, "one layer too many: the base has found features, what is left to do?"),
        Misconception(on_top_of_a_softmax, "a softmax below the head squeezes the features: where does it belong?"),
        Misconception(
            refuses_two_classes, "two classes can be told apart, too: for how many is there nothing to tell apart?"
        ),
        Misconception(
            without_refusal, "a single class always gets probability 1: what should happen before you build?"
        ),
    ],
    page="transfer-learning",
    also_right=[the_base_as_one_layer, a_sequential_model, layer_by_layer],
    needs_keras=True,
)
