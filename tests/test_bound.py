"""What a page says about its run: `num` and `holds` are found, read, checked and shown."""

import math
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.bound import BoundError, bindings, check, parse, show, stamp
from lessons.executed import read_page

THIN = "\u202f"


@pytest.mark.parametrize(
    ("text", "expression", "spec", "low", "high"),
    [
        ("accuracy .2f", "accuracy", ".2f", None, None),
        ("model.count_params() , in 30..40", "model.count_params()", ",", 30, 40),
        ('history.history["loss"][-1] .2f in 0.02..0.09', 'history.history["loss"][-1]', ".2f", 0.02, 0.09),
        ("n_right", "n_right", "", None, None),
        ("n_right in 3..4", "n_right", "", 3, 4),
        ("x - 1", "x - 1", "", None, None),
        ("x +1", "x +1", "", None, None),
        ("x + 1 d", "x + 1", "d", None, None),
        ("x +.1f", "x", "+.1f", None, None),
        ("1 if x else e", "1 if x else e", "", None, None),
        ("share .0% in 90..95%", "share", ".0%", 0.9, 0.95),
        ("share .0% in 90%..95 %", "share", ".0%", 0.9, 0.95),
        ("slope .1e in -3e-5..-1e-5", "slope", ".1e", -3e-5, -1e-5),
        ("len(x)\n  , in 1..2", "len(x)", ",", 1, 2),
        ("(3 in x) + 0 d in 0..1", "(3 in x) + 0", "d", 0, 1),
    ],
)
def test_a_number_is_an_expression_then_a_format_then_a_range(text, expression, spec, low, high):
    binding = parse("num", text)
    assert (binding.expressions, binding.format) == ((expression,), spec)
    assert (binding.low, binding.high) == (pytest.approx(low) if low else low, pytest.approx(high) if high else high)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("num", "", "'' is no Python expression"),
        ("num", "x *", "'x *' is no Python expression; write an expression, then perhaps a format"),
        ("num", "x .2q", "'x .2q' is no Python expression"),
        ("num", "x .2f in 3..", "does not end in a range; write 'in LOW..HIGH'"),
        ("num", "x .2f in 4..3", "the range of 'x .2f in 4..3' is empty"),
        ("num", "x = 3", "is no Python expression"),
        ("holds", "more than twice", "says not what must be true; write the words, then ' | '"),
        ("holds", " | a > b", "says not what must be true"),
        ("holds", "more | a >", "'a >' is no Python expression"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(kind, text, message):
    with pytest.raises(BoundError) as caught:
        parse(kind, text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("condition", "expressions"),
    [
        ("new_errors > 2 * old_errors", ("new_errors", "2 * old_errors")),
        ("0 < a <= f(b) and a != c", ("0", "a", "f(b)", "a", "c")),
        ("a > b or c", ("a > b or c",)),
        ("not a", ("not a",)),
        ("a.all()", ("a.all()",)),
        ("a in b", ("a in b",)),
        ("x.shape == (4, 1)", ("x.shape == (4, 1)",)),
    ],
)
def test_the_operands_of_comparisons_are_evaluated_one_by_one(condition, expressions):
    binding = parse("holds", f"some | words | {condition}")
    assert (binding.words, binding.expressions) == ("some | words", expressions)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("x .2f", 0.956, "0.96"),
        ("x .2f", -0.5, "−0.50"),
        ("x .2f", -0.0001, "0.00"),
        ("x +.1f", 0.25, "+0.2"),
        ("x ,", 15625, f"15{THIN}625"),
        ("x ,.1f", -1234.56, f"−1{THIN}234.6"),
        ("x", 42, "42"),
        ("x", "Egyptian cat", "Egyptian cat"),
        ("x", "egg-cup, red", "egg-cup, red"),
        ("x .0%", 0.975, f"98{THIN}%"),
        ("x .1e", 2e-5, "2.0e−05"),
    ],
)
def test_a_number_is_shown_as_the_course_writes_numbers(text, value, shown):
    binding = parse("num", text)
    assert check(binding, {"x": value}) is None
    assert show(binding, {"x": value}) == shown


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("x .2f in 0.90..0.95", 0.97, "0.97 is outside 0.90..0.95"),
        ("x .2f in 0.90..0.95", 0.9512, "0.95 (0.9512) is outside 0.90..0.95"),
        ("x , in 30..40", 1000, "1,000 is outside 30..40"),
        ("x .0% in 90..95%", 0.5, "outside 90..95%"),
        ("x .2f", math.nan, "x is nan, which is no number to show"),
        ("x .2f", -math.inf, "x is -inf, which is no number to show"),
        ("x", 0.3333333333, "x is 0.333333, a number with decimals; give it a format such as .2f"),
        ("x ,", 0.5, "a number with decimals; give it a format"),
        ("x d", 2.5, "x is 2.5, a number with decimals"),
        ("x", True, "x is True, which is no number"),
        ("x", [1, 2], "x is [1, 2], which is no number"),
        ("x .2f", "cat", "x is the text 'cat', which has neither a format nor a range"),
    ],
)
def test_a_number_that_the_sentence_does_not_allow_is_told(text, value, problem):
    assert problem in check(parse("num", text), {"x": value})


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_range_includes_its_ends_and_nothing_outside(value, one, other):
    low, high = sorted((one, other))
    binding = parse("num", f"x .3f in {low!r}..{high!r}")
    assert (check(binding, {"x": value}) is None) == (low <= value <= high)
    assert check(binding, {"x": low}) is None
    assert check(binding, {"x": high}) is None


@given(st.floats(-1e6, 1e6), st.integers(0, 5))
def test_a_shown_number_reads_back_as_the_rounded_one(value, digits):
    shown = show(parse("num", f"x ,.{digits}f"), {"x": value})
    assert float(shown.replace("−", "-").replace(THIN, "")) == round(value, digits)


@pytest.mark.parametrize(
    ("condition", "values", "problem"),
    [
        ("a > 2 * b", {"a": 5, "2 * b": 4}, None),
        ("a > 2 * b", {"a": 4, "2 * b": 4.0}, "'a > 2 * b' is false (a is 4, 2 * b is 4)"),
        ("0 < a < 1", {"0": 0, "a": 1.5, "1": 1}, "'0 < a < 1' is false (a is 1.5)"),
        ("a > b and c == 1", {"a": 2, "b": 1, "c": 1, "1": 1}, None),
        ("a > b and c == 1", {"a": 2, "b": 1, "c": 3, "1": 1}, "(a is 2, b is 1, c is 3)"),
        ("a > b and c == 1", {"a": 1, "b": 2, "c": 1, "1": 1}, "is false"),
        ("a > b", {"a": math.nan, "b": 1}, "(a is nan, b is 1)"),
        ("a > b", {"a": "cat", "b": 1}, "compares what cannot be compared (a is cat, b is 1)"),
        ("a.all()", {"a.all()": True}, None),
        ("a.all()", {"a.all()": False}, "'a.all()' is false"),
        ("accuracy", {"accuracy": 0.9}, "'accuracy' is 0.9, neither true nor false; write a comparison"),
    ],
)
def test_words_that_do_not_hold_name_the_values(condition, values, problem):
    found = check(parse("holds", f"words | {condition}"), values)
    assert found is None if problem is None else problem in found


def test_a_value_that_the_run_does_not_have_is_an_error_and_no_pass():
    with pytest.raises(KeyError):
        check(parse("holds", "w | a > b"), {"a": 1})


PAGE = """---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
---
# Title with {num}`early`

```{code-cell}
x = 1
```


Words `` {num}`not` `` and {num}`first .2f` and {num}`over
lines`.

- One ` open, \\{num}`not`
- {holds}`more | a > b`

| a | {num}`cell` | `{num}` |
|---|---|---|
| b | {holds}`w \\| z > 1` | |

```python
{num}`not`
```
% {num}`not`

~~~
{num}`not`
~~~
::::{challenge} About {num}`title`
:name: ch-one

*Emphasised* {num}`task` {fact}`3 | chosen`
:::{solution}
```{code} python
{num}`not`
```
{num}`solution`
:::
::::
```{callout} A fence
{num}`callout`
```

```{code-cell}
---
mystnb:
  figure:
    name: fig-x
    caption: |
      A caption.
      With {num}`caption` and {holds}`words | a > b`.
  image:
    alt: With {num}`alt`.
---
x
```
Last: {num}`last`.
"""
EXPECTED = [
    (None, "early"),
    (1, "first .2f"),
    (1, "over\nlines"),
    (1, "more | a > b"),
    (1, "cell"),
    (1, "w \\| z > 1"),
    (1, "title"),
    (1, "task"),
    (1, "solution"),
    (1, "callout"),
    (3, "caption"),
    (3, "words | a > b"),
    (3, "alt"),
    (3, "last"),
]


def test_every_role_of_a_page_is_found_in_order_and_none_in_code():
    found = bindings(read_page(PAGE, "page.md"))
    assert [(bound.cell, bound.text) for bound in found] == EXPECTED
    assert [bound.index for bound in found] == list(range(len(EXPECTED)))


def test_the_line_of_every_role_is_known():
    rows = PAGE.splitlines()
    for bound in bindings(read_page(PAGE, "page.md"), PAGE):
        assert f"{{{bound.kind}}}`{bound.text.splitlines()[0]}" in rows[bound.line - 1]


def test_without_the_text_a_role_in_the_options_of_a_cell_has_the_line_of_the_cell():
    lines = {bound.text: bound.line for bound in bindings(read_page(PAGE, "page.md"))}
    assert PAGE.splitlines()[lines["caption"] - 1] == "```{code-cell}"


def test_a_stamp_writes_the_number_of_a_role_and_nothing_else():
    page, stamped = read_page(PAGE, "page.md"), read_page(PAGE, "page.md")
    stamp(stamped)
    assert [bound.text for bound in bindings(stamped)] == [f"⟨{i}⟩{text}" for i, (_, text) in enumerate(EXPECTED)]
    for cell, before in zip(stamped.cells, page.cells, strict=True):
        text = cell.source
        for index in range(len(EXPECTED)):
            text = text.replace(f"⟨{index}⟩", "", 1)
        assert text == before.source


@given(st.text(alphabet="`{}num\\ \nx|-1.", max_size=60))
def test_no_text_is_lost_by_a_stamp(text):
    page = read_page("---\nfile_format: mystnb\n---\n```{code-cell}\n1\n```\n\n" + text, "page.md")
    before = [cell.source for cell in page.cells]
    count = len(bindings(page))
    stamp(page)
    after = [cell.source for cell in page.cells]
    for index in range(count):
        after = [source.replace(f"⟨{index}⟩", "", 1) for source in after]
    assert after == before


@given(st.text(string.printable, max_size=80))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text):
    for kind in ("num", "holds"):
        try:
            parse(kind, text)
        except BoundError as error:
            assert str(error)
