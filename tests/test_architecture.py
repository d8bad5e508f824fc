"""Which module may import which: data flows one way. The table of docs/internals.md as code."""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parent.parent / "incidents"
BASE = {"choices", "records", "text"}  # pure, know nothing of ours

MAY_IMPORT = {
    "choices": set(),
    "records": set(),
    "text": set(),
    "apps": set(),
    "models": BASE,
    # in: sources → fetch → extract → code → match → propose
    "sources": {"records"},
    "ingest": {"choices", "records"},
    "coding": BASE,
    "services": BASE | {"models"},
    "ingest.pipeline": BASE | {"sources", "ingest", "coding", "models", "services"},
    "tasks": {"models", "services", "ingest.pipeline"},
    # out: models → filters → selectors → views
    "filters": BASE | {"models"},
    "selectors": BASE | {"models", "filters"},
    "templatetags": BASE | {"models", "selectors"},
    "views": BASE | {"models", "filters", "selectors", "exports"},
    "exports": BASE | {"models", "selectors"},
    "api": BASE | {"models", "filters", "selectors", "exports"},
    "feeds": BASE | {"models", "filters", "selectors", "api"},
    "urls": {"views", "api", "feeds"},
    # both ends
    "admin": BASE | {"models", "selectors", "services", "sources", "ingest.pipeline", "tasks"},
    "synthetic": BASE,
    "management": BASE
    | {"models", "services", "sources", "ingest", "ingest.pipeline", "coding", "synthetic"}
    | {"__version__"},
}
MODULES = sorted(
    path for path in APP.rglob("*.py") if "migrations" not in path.parts and path.parent != APP
) + sorted(path for path in APP.glob("*.py") if path.stem != "__init__")


def layer(module: str) -> str:
    """incidents.ingest.pipeline.run → ingest.pipeline; incidents.models.Source → models"""
    parts = module.split(".")[1:3]
    return ".".join(parts) if ".".join(parts) in MAY_IMPORT else parts[0]


def name_of(path: Path) -> str:
    parts = path.relative_to(APP.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports_of(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("incidents"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("incidents"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_only_point_down(path):
    here = layer(name_of(path))
    assert here in MAY_IMPORT, f"{here} has no row in the table"

    reached = {layer(name) for name in imports_of(ast.parse(path.read_text()))}
    # `from incidents import services` names its layer as the alias
    assert reached <= MAY_IMPORT[here] | {here}, f"{name_of(path)} imports {reached}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_import_hides_inside_a_function(path):
    tree = ast.parse(path.read_text())
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    hidden = [
        f"{name_of(path)}:{node.lineno}"
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_steps_know_neither_clock_nor_settings(path):
    here = layer(name_of(path))
    if here not in {"sources", "ingest", "coding", "records", "choices", "text"}:
        return
    names = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert not names & {"django.conf.settings", "django.utils.timezone", "django.db.models"}


def test_every_setting_is_documented():
    root = APP.parent
    settings = (root / "config/settings.py").read_text()
    calls = [
        node.args[0].value
        for node in ast.walk(ast.parse(settings))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    example = (root / ".env.example").read_text()

    assert len(calls) > 10
    assert [name for name in calls if f"{name}=" not in example] == []
