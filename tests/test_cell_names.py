"""What a cell takes and sets, and which cells need a solution."""

import pytest

from lessons.cell_names import PageCell, names_of, needs


@pytest.mark.parametrize(
    ("code", "taken", "bound"),
    [
        ("x = y + z", "y z", "x"),
        ("x = 1\nx + y", "y", "x"),
        ("x += 1", "x", "x"),
        ("x = x + 1", "x", "x"),
        ("a, (b, *c) = d", "d", "a b c"),
        ("x[0] = y.z", "x y", ""),
        ("x: int = y", "int y", "x"),
        ("for i in rows:\n    total = total + i", "rows total", "i total"),
        ("squares = [n * n + k for n in rows if n > low]", "rows k low", "squares"),
        ("{n: m for m in rows for n in m}", "rows", ""),
        ("sum(x * w for x, w in zip(xs, ws))", "sum zip xs ws", ""),
        ("import numpy as np, os.path\nfrom a import b as c, d", "", "np os c d"),
        ("def f(x, y=z):\n    t = x + g\n    return t", "z g", "f"),
        ("def f(n):\n    return f(n - 1)", "", "f"),
        ("f = lambda x, y=k: x + y + w", "k w", "f"),
        ("class A(B):\n    n = 1\n    def m(self):\n        return q", "B q", "A"),
        ("with open(p) as file:\n    text = file.read()", "open p", "file text"),
        ("try:\n    x = y\nexcept ValueError as error:\n    print(error)", "y ValueError print", "x error"),
        ("if (n := len(rows)) > 1:\n    n", "len rows", "n"),
        ("print(f'{x:{width}}')", "print x width", ""),
        ("%matplotlib inline\n!ls\nx = 1", "", "x"),
        ("plot(x);", "plot x", ""),
    ],
)
def test_names_are_read_in_the_order_in_which_python_runs(code, taken, bound):
    names = names_of(code)
    assert (names.taken, names.bound) == (set(taken.split()), set(bound.split()))


def found(*cells: tuple[str, bool]) -> list[tuple[str, int, int]]:
    page = [PageCell(code, line, in_solution) for line, (code, in_solution) in enumerate(cells)]
    return [(need.name, need.line, need.solution) for need in needs(page)]


def test_a_cell_that_takes_what_only_a_solution_sets_is_named():
    assert found(("x = 1", False), ("y = x", True), ("print(x)", False), ("print(y)", False)) == [("y", 3, 1)]


def test_a_cell_that_takes_what_a_solution_has_set_anew_is_named():
    assert found(("model = 1", False), ("model = 2", True), ("model", False)) == [("model", 2, 1)]


def test_a_cell_may_set_the_name_again_before_it_takes_it():
    assert found(("y = 1", True), ("y = 2", False), ("y", False)) == []


def test_a_solution_may_take_what_another_has_set():
    assert found(("y = 1", True), ("z = y", True), ("x = 1", False)) == []


def test_names_of_a_comprehension_or_of_a_function_are_no_need():
    assert found(("name = 1", True), ("[name for name in 'abc']\ndef f(name):\n    return name", False)) == []
