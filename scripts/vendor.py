"""For developers: fetch the vendored assets of the pages from npm, as the manifest lists them.

    python scripts/vendor.py            files of the versions in the manifest
    python scripts/vendor.py --latest   the newest versions; the manifest is rewritten

Needs npm. Nothing else of the project does: the files are committed, with their licences in
LICENSES/, and a test compares their hashes with the manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Final, TypedDict

ROOT: Final = Path(__file__).parent.parent
VENDOR: Final = ROOT / "api" / "static" / "vendor"
MANIFEST: Final = VENDOR / "manifest.json"


class Asset(TypedDict):
    """One line of the manifest.

    ``path`` is the file's place in the npm package, ``file`` in the vendor folder;
    ``licence_path`` and ``licence_file`` the same for its licence, kept in LICENSES/. Where the
    package has no file for it ``licence_path`` is null: the text is taken from its repository by
    hand.
    """

    name: str
    version: str
    licence: str
    path: str
    file: str
    licence_path: str | None
    licence_file: str
    sha256: str


def pack(package: str, folder: Path) -> Path:
    """Download a package (``name@version``) and unpack it; the folder of its files."""
    packed = subprocess.run(
        ["npm", "pack", package, "--silent"],  # noqa: S607 - npm is where the PATH says
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()[-1]
    target = folder / packed.removesuffix(".tgz")
    with tarfile.open(folder / packed) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def refresh(asset: Asset, source: Path) -> Asset:
    """Copy an asset and its licence from an unpacked package; its line with the new hash."""
    content = (source / asset["path"]).read_bytes()
    (VENDOR / asset["file"]).parent.mkdir(parents=True, exist_ok=True)
    (VENDOR / asset["file"]).write_bytes(content)
    if asset["licence_path"] is not None:
        licence = (source / asset["licence_path"]).read_bytes()
        (ROOT / "LICENSES" / asset["licence_file"]).write_bytes(licence)
    version = json.loads((source / "package.json").read_text("utf-8"))["version"]
    return {**asset, "version": version, "sha256": hashlib.sha256(content).hexdigest()}


def main() -> None:
    """Refresh every asset of the manifest."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--latest", action="store_true", help="take the newest versions")
    latest = parser.parse_args().latest
    assets: list[Asset] = json.loads(MANIFEST.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        wanted = {a["name"]: "latest" if latest else a["version"] for a in assets}
        sources = {
            name: pack(f"{name}@{version}", Path(folder)) for name, version in wanted.items()
        }
        refreshed = [refresh(asset, sources[asset["name"]]) for asset in assets]
    MANIFEST.write_text(json.dumps(refreshed, indent=2) + "\n", "utf-8")
    for asset in refreshed:
        print(f"{asset['name']} {asset['version']}  {asset['file']}")


if __name__ == "__main__":
    main()
