"""A package whose names are loaded when they are asked for gives each of them, and loads nothing else."""

import inspect
import subprocess
import sys

import pytest

from lesson_code import data, drawing, experiments, models, plotting
from lesson_code.lazy import lazily

PACKAGES = [data, drawing, experiments, models, plotting]


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_every_public_name_is_defined_in_the_module_that_is_named(package):
    for name in package.__all__:
        found = getattr(package, name)
        if inspect.isfunction(found) or inspect.isclass(found):
            assert found.__module__ == f"{package.__name__}.{package._HOMES[name]}"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_no_module_stands_in_the_place_of_what_it_defines(package):
    assert not set(package._HOMES) & set(package._HOMES.values())


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_an_unknown_name_is_an_error_that_names_package_and_name(package):
    unknown = "load_unicorns"
    with pytest.raises(AttributeError, match=f"^module '{package.__name__}' has no attribute '{unknown}'$"):
        getattr(package, unknown)


def test_asking_for_one_name_loads_its_module_alone():
    code = (
        "import sys; from lesson_code.data import load_digits;"
        "print([name for name in sys.modules if name.startswith('lesson_code.data.')])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['lesson_code.data._digits']"


def test_the_module_is_found_by_the_name_of_the_package():
    assert lazily("collections", {"Sequence": "abc"})("Sequence").__name__ == "Sequence"
