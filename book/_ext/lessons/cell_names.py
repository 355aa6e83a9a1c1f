"""Which names a cell takes from cells before it and which it sets, and cells that need what a solution has set.

Sphinx is not imported here.
"""

# ruff: noqa: N815 – ast decides how the methods of a visitor are called

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Need", "PageCell", "names_of", "needs"]

KNOWN = {*dir(builtins), "__name__", "display", "get_ipython"}


@dataclass(frozen=True)
class PageCell:
    """A cell of a page: its code, its line, whether it stands in a solution."""

    code: str
    line: int
    in_solution: bool


@dataclass(frozen=True)
class Need:
    """A cell outside solutions takes ``name`` as a cell in a solution, at line ``solution``, has left it."""

    name: str
    line: int
    solution: int


@dataclass
class Names(ast.NodeVisitor):
    """The names of a piece of code, read in the order in which Python runs it.

    Attributes:
        taken: What it takes from before it.
        bound: What it has set.
    """

    taken: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)

    def visit_Name(self, node: ast.Name) -> None:
        """Take a name, or set it."""
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)
        elif node.id not in self.bound:
            self.taken.add(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Look at the value before the targets."""
        self.visit(node.value)
        self.visit_all(node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Look at the value before the target."""
        self.visit_all([node.annotation, *([node.value] if node.value else [])])
        self.visit(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Take the name that is set anew."""
        if isinstance(node.target, ast.Name):
            self.visit(ast.Name(node.target.id, ast.Load()))
        self.visit_all([node.value, node.target])

    def visit_For(self, node: ast.For) -> None:
        """Look at what is gone through before the target."""
        self.visit_all([node.iter, node.target, *node.body, *node.orelse])

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        """Set what an import names."""
        self.bound |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """Set the name of the exception."""
        self.bound |= {node.name} if node.name else set()
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Take what the body takes from around it, then set the name."""
        self.visit_all([*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)])
        self.bound.add(node.name)
        self.look_inside(node.args, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Take what the body takes from around it."""
        self.visit_all([*node.args.defaults, *filter(None, node.args.kw_defaults)])
        self.look_inside(node.args, [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Take what the body takes from around it, then set the name."""
        self.visit_all([*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)])
        self.look_inside(None, node.body)
        self.bound.add(node.name)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        """Take what is gone through; the names of a comprehension are its own."""
        inside = Names(bound=set(self.bound))
        for part in node.generators:
            inside.visit_all([part.iter, part.target, *part.ifs])
        inside.visit_all([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt])
        self.taken |= inside.taken

    visit_SetComp = visit_GeneratorExp = visit_DictComp = visit_ListComp

    def visit_all(self, parts: Sequence[ast.AST]) -> None:
        """Look at parts in this order."""
        for part in parts:
            self.visit(part)

    def look_inside(self, arguments: ast.arguments | None, body: Sequence[ast.AST]) -> None:
        """Take what a body takes from around it: it runs later, so everything that it sets anywhere is its own."""
        own = {node.id for part in body for node in ast.walk(part) if isinstance(node, ast.Name) and _sets(node)}
        own |= {node.arg for node in ast.walk(arguments) if isinstance(node, ast.arg)} if arguments else set()
        inside = Names(bound=self.bound | own)
        inside.visit_all(body)
        self.taken |= inside.taken


def _sets(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def parsed(code: str) -> ast.Module:
    """Return the code of a cell without what IPython alone understands.

    Raises:
        SyntaxError: It is no Python.
    """
    return ast.parse("\n".join("" if line.startswith(("%", "!")) else line for line in code.splitlines()))


def names_of(code: str) -> Names:
    """Return the names of a cell."""
    names = Names()
    names.visit(parsed(code))
    return names


def needs(cells: Sequence[PageCell]) -> Iterator[Need]:
    """Yield what cells outside solutions take from cells inside; nobody who leaves these out would have it.

    Args:
        cells: The cells of a page, in order.
    """
    left: dict[str, int] = {}
    for cell in cells:
        names = names_of(cell.code)
        if cell.in_solution:
            left |= dict.fromkeys(names.bound - KNOWN, cell.line)
            continue
        for name in sorted(names.taken & left.keys()):
            yield Need(name, cell.line, left[name])
        left = {name: line for name, line in left.items() if name not in names.bound}
