"""The exercises about Keras models are fair, too: one process for all their answers, one for their key."""

import inspect
import time
from dataclasses import dataclass, replace
from functools import cache

import pytest

from lesson_code.exercises import NAMES, load
from lesson_code.grading.collect import KERAS_LIMITS, Answer, collect
from lesson_code.grading.front_ends import check_file
from lesson_code.grading.hidden import drawn, visible
from lesson_code.grading.judge import Source, judge
from lesson_code.grading.keras_key import KerasKey
from lesson_code.grading.key import Key, calls_of
from lesson_code.grading.outcome import Collected, Outcome
from lesson_code.grading.process import new_process
from lesson_code.grading.report import ERROR, FAILED, PASSED, SKIPPED
from lesson_code.grading.stubs import task
from lesson_code.grading.values import decode

SECRET = b"a secret of at least 16 bytes"
LEARNERS = ("a learner", "another one")
EXERCISES = [load(name) for name in NAMES if load(name).needs_keras]
SOURCE = Source("an answer", "a command", lambda number: None)

# What each visible case must show, worked out on paper; ValueError stands for a refusal, None for a number that
# comes from random weights: that the answer's process and ours draw the same is seen from right answers.
BY_HAND = {
    "build_rounding_network": [
        "a Keras model",
        "(1,)",
        "Dense of 8, relu",
        "Dense of 2, softmax",
        "34",  # 1 × 8 + 8 = 16 and 8 × 2 + 2 = 18
        "adam, sparse_categorical_crossentropy, accuracy",
    ],
    "add_new_head": [
        "a Keras model",
        "Dense of 4, softmax",
        "4",
        "Conv2D, BatchNormalization, GlobalAveragePooling2D",
        None,
        # The base: 8 filters of 3 × 3 × 3 and a bias each, 8 × 27 + 8 = 224; batch normalisation 4 × 8 = 32, together
        # 256. The head: 8 features to 4 classes, 8 × 4 + 4 = 36.
        "292, of which 36 are trained",
        # 6 filters of 3 × 3 × 1 and a bias each, 60; batch normalisation 4 × 6 = 24; the head 6 × 2 + 2 = 14.
        "2 outputs, 98 parameters, 14 of them trained",
        ValueError,
    ],
}

# The layers of the reference's model in the first case: kind, units, activation, parameters, trainable ones, flag.
LAYERS = {
    "build_rounding_network": [("Dense", 8, "relu", 16, 16, True), ("Dense", 2, "softmax", 18, 18, True)],
    "add_new_head": [
        ("Conv2D", 8, "relu", 224, 0, False),
        ("BatchNormalization", None, None, 32, 0, False),
        ("GlobalAveragePooling2D", None, None, 0, 0, False),
        ("Dense", 4, "softmax", 36, 36, True),
    ],
}
# The whole: shapes of input and output, parameters, trainable ones; compiled or not, with what.
COMPILED = (True, "adam", "sparse_categorical_crossentropy", ["accuracy"])
WHOLE = {
    "build_rounding_network": ((None, 1), (None, 2), 34, 34, *COMPILED),
    "add_new_head": ((None, 8, 8, 3), (None, 4), 292, 36, False, None, None, []),
}

# Further answers, all of them wrong, and what is said of them.
FURTHER = {
    "build_rounding_network": """
def no_model():
    return [1, 8, 2]

def a_function_of_its_own():
    import keras
    return keras.Sequential([keras.Input((1,)), keras.layers.Lambda(lambda x: x), keras.layers.Dense(2)])

def a_loss_of_its_own():
    import keras
    def loss(y, p):
        return 0.0
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(2, "softmax")])
    model.compile("adam", loss, ["accuracy"])
    return model
""",
    "add_new_head": """
import keras

def no_model(base, n_classes):
    return keras.layers.Dense(n_classes, activation="softmax")(base.output)

def a_layer_of_its_own(base, n_classes):
    class Dense(keras.layers.Dense):
        pass
    base.trainable = False
    return keras.Model(base.input, Dense(n_classes, activation="softmax")(base.output))

def another_operation(base, n_classes):
    return keras.Model(base.input, keras.ops.exp(base.output))

def weights_frozen_one_by_one(base, n_classes):
    for weight in base.weights:
        weight.trainable = False
    return keras.Sequential([base, keras.layers.Dense(n_classes, activation="softmax")])

def head_of_a_frozen_model(base, n_classes):
    model = keras.Sequential([base, keras.layers.Dense(n_classes, activation="softmax")])
    model.trainable = False
    model.layers[-1].trainable = True
    return model

def batch_normalisation_wakes_up_inside(base, n_classes):
    base.trainable = False
    base.layers[2].trainable = True
    inputs = keras.Input(base.input_shape[1:])
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(base(inputs)))

def other_filters(base, n_classes):
    inputs = keras.Input(base.input_shape[1:])
    maps = keras.layers.BatchNormalization()(keras.layers.Conv2D(2, 3)(inputs))
    features = keras.layers.GlobalAveragePooling2D()(maps)
    body = keras.Model(inputs, features)
    body.trainable = False
    return keras.Model(inputs, keras.layers.Dense(n_classes, activation="softmax")(features))
""",
}
SHOWN = {
    "weights_frozen_one_by_one": "292, of which 36 are trained, but batch normalisation is not frozen",
    # Keras trains nothing in a model whose own flag is False, whatever those of its layers say.
    "head_of_a_frozen_model": "292, of which 0 are trained",
    # Scale and shift of the batch normalisation, 8 numbers each, and the head's 36; its averages are never trained.
    "batch_normalisation_wakes_up_inside": "292, of which 52 are trained",
    "other_filters": "76, of which 12 are trained",  # 2 × 27 + 2 = 56, 4 × 2 = 8, and 2 × 4 + 4 = 12
}
NO_MODEL = {"build_rounding_network": "[1, 8, 2]", "add_new_head": "<KerasTensor "}
REFUSED = {
    "a_function_of_its_own": "a model with a part that has code of its own: Lambda",
    "a_layer_of_its_own": "a model with a part that has code of its own: Dense",
    "another_operation": "a model with a part that has code of its own: Exp",
}


@dataclass(frozen=True)
class Tried:
    """An exercise with hidden cases of several learners, its key, and what each answer gave in its own process."""

    exercise: object
    hidden: frozenset[str]
    key: Key
    given: dict[str, tuple[Outcome, ...]]
    counted: dict[str, Outcome]

    def judged(self, calls, hidden=True):
        """Return the report on what an answer gave, with or without hidden cases."""
        pairs = list(zip(self.exercise.cases, calls_of(self.exercise)[1], strict=True))
        pairs = [(case, index) for case, index in pairs if hidden or case.should not in self.hidden]
        exercise = replace(self.exercise, cases=[case for case, _ in pairs])
        found = {"loaded": {"callable": True, "kind": "function", "fewest": 0, "most": None}, "functions": []}
        collected = Collected(Outcome("loaded", found), calls)
        return judge(exercise, self.key, collected, [index for _, index in pairs], SOURCE)


def with_several_learners(exercise):
    """Return the exercise with the hidden cases of all ``LEARNERS``, and the sentences of these."""
    cases, hidden = [case for case in exercise.cases if case.draw is None], []
    for learner in LEARNERS:
        own = drawn(exercise, SECRET, learner).cases
        hidden += [
            replace(case, should=f"{case.should} ({learner})")
            for case, original in zip(own, exercise.cases, strict=True)
            if original.draw
        ]
    return replace(exercise, cases=cases + hidden), frozenset(case.should for case in hidden)


def ours(exercise):
    return [exercise.reference, *exercise.also_right, *(wrong.function for wrong in exercise.misconceptions)]


def program(exercise):
    """Return a file with all answers, whose function takes the name of one first, and whether to count its weights."""
    parts = ["from typing import Any", FURTHER[exercise.name], *map(inspect.getsource, ours(exercise))]
    parts += [
        f"ANSWERS = {{key: value for key, value in globals().items() if callable(value)}}\n"
        f"def {exercise.name}(which, count, *arguments):\n"
        "    model = ANSWERS[which](*arguments)\n"
        "    if not count:\n"
        "        return model\n"
        "    return [sum(w.numpy().size for w in some) for some in (model.weights, model.trainable_weights)]\n"
    ]
    return "\n\n".join(parts)


@cache
def all_tried(name):
    """Run all answers to an exercise, in one process for them and one for the key."""
    exercise, hidden = with_several_learners(load(name))
    calls, _ = calls_of(exercise)
    further = [line.partition("(")[0][4:] for line in FURTHER[name].splitlines() if line.startswith("def ")]
    names = [*(function.__name__ for function in ours(exercise)), *further]
    asked = [(answer, False, call) for answer in names for call in calls]
    asked += [(answer, True, calls[0]) for answer in names]
    forms = [{"tuple": [answer, count, *call["tuple"]]} for answer, count, call in asked]
    judging = KerasKey(exercise, calls)
    try:
        with new_process() as process:
            content = program(exercise).encode()
            limits = replace(KERAS_LIMITS, whole=600.0)
            collected = collect(process, Answer(name, content), forms, limits, keras=True)
        key, collected = judging.finish(collected)
    finally:
        judging.end()
    given = {answer: [] for answer in names}
    counted = {}
    for (answer, count, _), outcome in zip(asked, collected.calls, strict=True):
        if count:
            counted[answer] = outcome
        else:
            given[answer].append(outcome)
    return Tried(exercise, hidden, key, {answer: tuple(calls) for answer, calls in given.items()}, counted)


@pytest.fixture(params=[exercise.name for exercise in EXERCISES])
def tried(request):
    return all_tried(request.param)


def outcomes(report):
    return [result.outcome for result in report.results]


def hints(report):
    return [result.hint for result in report.results if result.hint]


@pytest.mark.slow
def test_right_answers_earn_everything(tried):
    for function in [tried.exercise.reference, *tried.exercise.also_right]:
        report = tried.judged(tried.given[function.__name__])
        assert (set(outcomes(report)), report.earned) == ({PASSED}, report.points), function.__name__
        assert report.points == tried.exercise.points


@pytest.mark.slow
def test_misconceptions_lose_points_and_get_their_own_hints(tried):
    for misconception, calls_here in zip(tried.exercise.misconceptions, tried.key.wrong, strict=True):
        name = misconception.function.__name__
        report, here = tried.judged(tried.given[name], hidden=False), tried.judged(calls_here, hidden=False)
        assert report.earned < report.points, name
        assert misconception.hint in hints(report), name
        assert (outcomes(report), hints(report)) == (outcomes(here), hints(here)), name


@pytest.mark.slow
def test_every_case_is_failed_by_something(tried):
    wrong = set(tried.given) - {f.__name__ for f in [tried.exercise.reference, *tried.exercise.also_right]}
    reports = [tried.judged(tried.given[name]) for name in wrong]
    failed = {result.sentence for report in reports for result in report.results if result.outcome in (FAILED, ERROR)}
    assert failed == {result.sentence for result in reports[0].results}


@pytest.mark.slow
def test_each_case_shows_what_a_person_works_out(tried):
    shown = []
    for case, index in zip(tried.exercise.cases, calls_of(tried.exercise)[1], strict=True):
        expected = tried.key.expected[index]
        if case.should not in tried.hidden:
            shown.append(
                ValueError if expected.kinds[:1] == ("ValueError",) else str(case.look(decode(expected.value)))
            )
    by_hand = BY_HAND[tried.exercise.name]
    assert [value if hand is not None else None for hand, value in zip(by_hand, shown, strict=True)] == by_hand


@pytest.mark.slow
def test_the_facts_of_the_reference_are_what_a_person_works_out(tried):
    facts = decode(tried.key.expected[0].value)
    names = ("kind", "units", "activation", "n_parameters", "n_trainable", "trainable")
    assert [tuple(layer[name] for name in names) for layer in facts["layers"]] == LAYERS[tried.exercise.name]
    names = ("input_shape", "output_shape", "n_parameters", "n_trainable", "compiled", "optimizer", "loss", "metrics")
    assert tuple(facts[name] for name in names) == WHOLE[tried.exercise.name]


@pytest.mark.slow
def test_what_is_counted_of_a_model_is_what_keras_counts_in_the_model_itself(tried):
    n_compared = 0
    for name, calls in tried.given.items():
        facts = decode(calls[0].value) if calls[0].kind == "returned" else None
        if isinstance(facts, dict) and facts["n_parameters"] is not None:
            counted = decode(tried.counted[name].value)
            assert counted == [facts["n_parameters"], facts["n_trainable"]], name
            names = ("n_parameters", "n_trainable")
            assert counted == [sum(layer[name] for layer in facts["layers"]) for name in names], name
            n_compared += 1
    assert n_compared > len(tried.given) / 2


@pytest.mark.slow
def test_a_base_inside_a_model_has_the_facts_of_one_graph():
    given = {name: decode(calls[0].value) for name, calls in all_tried("add_new_head").given.items()}
    one_graph = given["add_new_head"]
    for name in ("the_base_as_one_layer", "a_sequential_model"):
        *base, head = given[name]["layers"]
        assert base == one_graph["layers"][:-1], name
        assert head | {"sum": 0} == one_graph["layers"][-1] | {"sum": 0}, name
        assert all(given[name][shape] == one_graph[shape] for shape in ("input_shape", "output_shape")), name


@pytest.mark.slow
@pytest.mark.parametrize(("name", "shown"), SHOWN.items())
def test_what_trains_is_judged_whoever_froze_it(name, shown):
    tried = all_tried("add_new_head")
    results = tried.judged(tried.given[name]).results
    assert [(result.got, result.outcome) for result in results if "292" in result.sentence] == [(shown, FAILED)]


@pytest.mark.slow
def test_what_is_no_keras_model_fails_the_first_case_and_the_rest_wait(tried):
    report = tried.judged(tried.given["no_model"])
    assert outcomes(report) == [FAILED] + [SKIPPED] * (len(tried.exercise.cases) - 1)
    assert report.results[0].expected == "a Keras model made of Keras's own layers"
    assert report.results[0].got.startswith(NO_MODEL[tried.exercise.name])


@pytest.mark.slow
def test_a_model_with_a_part_of_its_own_is_not_built_again(tried):
    names = [name for name in REFUSED if name in tried.given]
    assert names
    for name in names:
        report = tried.judged(tried.given[name])
        assert (report.earned, report.results[0].got) == (0, REFUSED[name])


@pytest.mark.slow
def test_a_wrong_answer_is_told_in_a_learners_words(tmp_path):
    exercise = load("add_new_head")
    path = tmp_path / "add_new_head.py"
    path.write_text(
        "import keras\n\n\ndef add_new_head(base, n_classes):\n"
        "    if n_classes < 2:\n        raise ValueError('at least two')\n"
        "    return keras.Sequential([base, keras.layers.Dense(n_classes, activation='softmax')])\n"
    )
    with new_process() as process:
        report = check_file(exercise, path, process)
    frozen = next(result for result in report.results if result.points == 2)
    assert (frozen.outcome, frozen.call) == (FAILED, "add_new_head(base, 4)")
    assert (frozen.expected, frozen.got) == ("292, of which 36 are trained", "292, of which 276 are trained")
    assert frozen.hint == exercise.misconceptions[0].hint
    assert [result.sentence for result in report.results if result.outcome == FAILED] == [
        "trains only the head's 36 of 292 parameters",
        "fits another base and 2 classes just as well",
    ]


def test_an_answer_that_cannot_be_read_waits_for_nothing(tmp_path):
    path = tmp_path / "build_rounding_network.py"
    path.write_text("import keras\n\ndef build_rounding_network()\n    return 1\n")
    start = time.monotonic()
    with new_process() as process:
        report = check_file(load("build_rounding_network"), path, process)
    assert (report.problem.kind, report.problem.line.number) == ("syntax", 3)
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_the_last_visible_case_checks_that_impossible_input_is_refused(exercise):
    last = BY_HAND[exercise.name][-1]
    assert (last is ValueError) is ("Raises:" in task(exercise))
    assert len(BY_HAND[exercise.name]) == len(visible(exercise).cases)


def test_every_learner_gets_a_base_of_their_own_that_works():
    exercise = load("add_new_head")
    seen = set()
    for learner in range(200):
        ((base, n_classes),) = (
            case.arguments
            for case, original in zip(drawn(exercise, SECRET, str(learner)).cases, exercise.cases, strict=True)
            if original.draw
        )
        (_, shape), (_, convolution), *_ = base.layers
        assert min(shape["shape"][:2]) >= convolution["kernel_size"], "else nothing is left of the picture"
        assert n_classes >= 2
        seen.add(str((base.layers, n_classes)))
    assert len(seen) > 150


HUGE = """
import keras


def build_rounding_network():
    model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(2)])
    model.compile(optimizer="adam", loss="mse")
    config = model.to_json().replace('"units": 2', '"units": 900000000000')
    model.to_json = lambda: config
    return model
"""


@pytest.mark.slow
def test_a_model_that_is_too_large_is_no_fault_of_ours(tmp_path):
    path = tmp_path / "build_rounding_network.py"
    path.write_text(HUGE, encoding="utf-8")
    with new_process() as process:
        report = check_file(load("build_rounding_network"), path, process)
    assert (report.outcome, report.earned) == ("failed", 0)
    assert report.results[0].expected == "a Keras model made of Keras's own layers"
