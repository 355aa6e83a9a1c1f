"""Exercise ``build_rounding_network``: a network that learns to round, built and compiled."""

from typing import TYPE_CHECKING, Any

from lesson_code.grading import Case, Exercise, Misconception, Words
from lesson_code.grading.model_words import is_a_model, layers_in_words, output_layer

if TYPE_CHECKING:
    import keras


def build_rounding_network() -> "keras.Model":
    """Build and compile the network that learns to round numbers between 0 and 1.

    The layers, from input to output:

    - an input of one number, ``shape=(1,)``;
    - a dense hidden layer of 8 neurons with ReLU;
    - a dense output layer of 2 neurons with softmax, one neuron for each class.

    Compile it with the optimizer Adam, the loss sparse categorical cross-entropy (the labels are 0 and 1, not
    one-hot), and the metric accuracy. Names such as ``"adam"`` and objects of Keras are both fine, and so are the
    ``Sequential`` and the functional way. There is nothing to train here.

    Returns:
        The compiled model; it has 34 parameters.
    """
    import keras

    # The learner writes from here.
    model = keras.Sequential(
        [
            keras.Input(shape=(1,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def one_sigmoid_output() -> Any:
    import keras

    model = keras.Sequential(
        [
            keras.Input(shape=(1,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def without_relu() -> Any:
    import keras

    model = keras.Sequential(
        [keras.Input(shape=(1,)), keras.layers.Dense(8), keras.layers.Dense(2, activation="softmax")]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def without_softmax() -> Any:
    import keras

    model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2)])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def loss_for_one_hot_labels() -> Any:
    import keras

    model = keras.Sequential(
        [
            keras.Input(shape=(1,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


def without_compiling() -> Any:
    import keras

    return keras.Sequential(
        [
            keras.Input(shape=(1,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )


def without_accuracy() -> Any:
    import keras

    model = keras.Sequential(
        [
            keras.Input(shape=(1,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


def without_input() -> Any:
    import keras

    model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def with_dropout() -> Any:
    import keras

    model = keras.Sequential(
        [
            keras.Input(shape=(1,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def the_whole_data_set_as_input() -> Any:
    import keras

    model = keras.Sequential(
        [
            keras.Input(shape=(10000, 1)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def the_functional_way() -> Any:
    import keras

    numbers = keras.Input(shape=(1,))
    hidden = keras.layers.Dense(8, activation="relu")(numbers)
    outputs = keras.layers.Dense(2, activation="softmax")(hidden)
    model = keras.Model(numbers, outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


def layer_by_layer() -> Any:
    from keras import Input, Sequential, layers

    model = Sequential(name="rounding")
    model.add(Input((1,)))
    model.add(layers.Dense(8))
    model.add(layers.ReLU())
    model.add(layers.Dense(2))
    model.add(layers.Softmax())
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["acc", "sparse_categorical_crossentropy"])
    model.summary()
    return model


def input_shape(facts: Any) -> Words:
    """Return the shape of one input."""
    shape = facts["input_shape"]
    return Words(tuple(shape[1:])) if shape else Words("none: the model does not know it yet")


def hidden_layers(facts: Any) -> Words:
    """Return kind, size and activation of every layer but the last."""
    return layers_in_words(facts["layers"][:-1])


def n_parameters(facts: Any) -> Words:
    """Return how many numbers the model learns."""
    return Words("not counted yet: no weights" if facts["n_parameters"] is None else facts["n_parameters"])


def compilation(facts: Any) -> Words:
    """Return optimizer, loss and metrics; further metrics beside accuracy do no harm."""
    if not facts["compiled"]:
        return Words("not compiled")
    metrics = "accuracy" if "accuracy" in facts["metrics"] else ", ".join(facts["metrics"]) or "no metrics"
    return Words(f"{facts['optimizer']}, {facts['loss'] or 'no loss'}, {metrics}")


A_MODEL = "return a Keras model"

exercise = Exercise(
    reference=build_rounding_network,
    cases=[
        Case(A_MODEL, look=is_a_model),
        Case("take one number at a time, an input of shape (1,)", look=input_shape, after=A_MODEL),
        Case("have one hidden layer, of 8 neurons with ReLU", look=hidden_layers, after=A_MODEL),
        Case("end in a layer of 2 neurons with softmax", look=output_layer, after=A_MODEL),
        Case("have 34 parameters", look=n_parameters, after=A_MODEL),
        Case("be compiled with Adam, the right loss and accuracy", look=compilation, after=A_MODEL),
    ],
    misconceptions=[
        Misconception(
            one_sigmoid_output, "one sigmoid neuron can do this job too, but argmax needs a neuron per class"
        ),
        Misconception(without_relu, "it would even learn the task: which argument of the hidden layer is missing?"),
        Misconception(without_softmax, "these outputs are any numbers: what turns them into probabilities?"),
        Misconception(
            loss_for_one_hot_labels, "this loss expects one-hot labels: which one takes the labels 0 and 1 as they are?"
        ),
        Misconception(
            without_compiling, "the layers are all there, but nothing says how to learn: which step is next?"
        ),
        Misconception(without_accuracy, "training would show the loss alone: which argument of compile adds more?"),
        Misconception(
            without_input,
            "without an Input the model cannot know its shape, and so has no weights yet: what comes first?",
        ),
        Misconception(with_dropout, "Dropout is a good tool for another day: which layers does the task name?"),
        Misconception(
            the_whole_data_set_as_input, "shape describes one sample; Keras adds the number of samples itself"
        ),
    ],
    page="basics",
    also_right=[the_functional_way, layer_by_layer],
    needs_keras=True,
)
