"""Cells with the tag ``gpu`` say that they run without a GPU, too; one that chooses no device is reported."""

import pytest

from .books import Book

PAGE = """---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
---
# A page

```{code-cell}
---
tags: [gpu, varies]
mystnb:
  figure: {name: fig-one, caption: A figure.}
  image: {alt: A dot.}
---
device = pick_device()
```

Words.

```{code-cell}
---
mystnb:
  figure: {name: fig-two, caption: A figure.}
  image: {alt: A dot.}
---
plain = 1
```
"""


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def test_the_label_stands_above_the_marked_cell_and_no_other(book):
    book.write({"index": "# Home", "page": PAGE}, {"Start": ["page"]})
    assert book.build() == ""
    soup = book.page("page")
    (label,) = soup.select("p.lesson-gpu")
    assert label.get_text() == "GPU · faster on a GPU; without one it runs on the CPU, with less to do"
    (cell,) = soup.select("div.cell.tag_gpu")
    assert label.parent is cell
    assert label.find_next_sibling()["class"][0] == "cell_input"


def test_a_marked_cell_that_does_not_choose_its_device_is_reported_at_its_line(book):
    book.write({"index": "# Home", "page": PAGE.replace("device = pick_device()", "fast = 2")}, {"Start": ["page"]})
    assert book.build().splitlines() == [
        "page.md:9: WARNING: a cell with the tag 'gpu' chooses its device: let it use `device = pick_device()`"
    ]
