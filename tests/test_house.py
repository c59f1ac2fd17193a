"""The order of the house: sizes, names, no cycle. The order of the folders is kept by import-linter (`make check`)."""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

SRC = Path(__file__).parent.parent / "src"
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}


def module(path: Path) -> str:
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


TEXTS = {module(path): path.read_text("utf-8") for path in sorted(SRC.rglob("*.py"))}
TREES = {name: ast.parse(text) for name, text in TEXTS.items()}


def imported(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Import statements with the modules they name; `from a import b` names a.b where that is a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((node, name if name in TREES else node.module) for name in names)


def test_a_file_has_at_most_400_lines() -> None:
    assert {name: n for name, text in TEXTS.items() if (n := text.count("\n")) > 400} == {}


def test_a_function_has_at_most_60_lines() -> None:
    functions = [
        (f"{name}.{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    assert [(name, lines) for name, lines in functions if lines > 60] == []


def test_a_name_says_what_is_inside() -> None:
    assert [name for name in TREES if FORBIDDEN & set(name.replace("_", ".").split("."))] == []


def test_an_import_inside_a_function_says_why() -> None:
    silent = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        for node, _ in imported(tree)
        if node not in tree.body and "#" not in "".join(TEXTS[name].splitlines()[node.lineno - 2 : node.lineno])
    ]
    assert silent == []


def test_the_model_needs_the_standard_library_alone() -> None:
    model = [tree for name, tree in TREES.items() if name.startswith("haqiba.campaign")]
    tops = {named.split(".")[0] for tree in model for _, named in imported(tree)}
    assert tops - sys.stdlib_module_names == {"haqiba"}


def test_no_module_needs_itself() -> None:
    graph = {name: {named for _, named in imported(tree) if named in TREES} for name, tree in TREES.items()}
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError, which names the modules
    assert sorted(order) == sorted(TREES)
