"""The structure holds: imports go one way, each foreign library stays in its room."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = (
    {"errors"},
    {"settings", "outside", "closing", "formulas", "progress", "alarms", "files", "given"},
    {"terms", "model", "moment", "days", "assessment", "spelling"},
    {"reference", "store"},
    {"steps", "read"},
    {"results"},
    {"questions"},
    {"extract"},
    {"identity"},
    {"resolve"},
    {"record", "mapping"},
    {"validate"},
    {"totals", "past"},
    {"derive"},
    {"ingest"},
    {"score"},
    {"network", "atlas", "timeline"},
    {"exports", "sheets", "walks"},
    {"knowledge"},
    {"console"},
    {"cli"},
)
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
ONLY_IN = {
    "pyoxigraph": "kg/store/",
    "spacy": "kg/extract/text/document.py",
    "pyshacl": "kg/validate/",
    "pyvis": "api/network",
    "trafilatura": "kg/read/html.py",
    "openpyxl": ("kg/read/xlsx.py", "kg/sheets/workbook.py"),
    "pypdf": "kg/read/pdf.py",
    "prometheus_client": "api/metrics.py",
    "brotli": "api/compress.py",
    "highspy": "kg/totals/solver.py",
    "httpx": "kg/store/remote/",
    "typer": "kg/cli/",
    "rich": "kg/console/",
}
READING = ("text", "times", "places", "figures", "bodies", "actors")
"""The rooms of ``kg/extract``, each of which knows only those before it."""
NOT_IN_API = {"read", "extract", "validate", "ingest"}


def modules() -> list[Path]:
    found = sorted(p for top in ("kg", "api") for p in (ROOT / top).rglob("*.py"))
    assert len(found) > 20
    return found


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def room(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "kg" and parts[1] in RANK else None


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_downwards_only(path: Path) -> None:
    """A module knows only rooms below its own; the web server reads no reports."""
    relative = path.relative_to(ROOT)
    used = {r for r in map(room, imports(path)) if r is not None}
    if relative.parts[0] == "api":
        assert not used & NOT_IN_API
        return
    own = relative.parts[1].removesuffix(".py")
    if own in RANK:
        above = {r for r in used if r != own and RANK[r] >= RANK[own]}
        assert not above - LAYERS[RANK[own]], f"{relative} reaches up to {above}"


@pytest.mark.parametrize("path", sorted((ROOT / "kg/extract").glob("*/*.py")), ids=lambda p: p.stem)
def test_rooms_of_reading_know_only_those_before(path: Path) -> None:
    """Text before times, times before places, places before figures, bodies before actors."""
    rank = READING.index(path.parent.name)
    used = {name.split(".")[2] for name in imports(path) if name.startswith("kg.extract.")}
    assert not {other for other in used if READING.index(other) > rank}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_foreign_libraries_stay_in_their_room(path: Path) -> None:
    """Each library that could spread is touched in one place."""
    relative = str(path.relative_to(ROOT))
    for name in imports(path):
        home = ONLY_IN.get(name.partition(".")[0])
        assert home is None or relative.startswith(home), f"{relative} imports {name}"


def test_modules_and_functions_stay_readable() -> None:
    """No module over 400 lines, no function over 50."""
    for path in modules():
        source = path.read_text("utf-8")
        assert source.count("\n") <= 400, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                begin = (first.end_lineno or 0) if documented else node.lineno
                assert (node.end_lineno or 0) - begin <= 50, f"{path}:{node.name}"
