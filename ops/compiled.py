"""The package as a compiled wheel has it, opened in a folder: `make compiled`.

    python -m ops.compiled

Prints the folder, which can stand in PYTHONPATH. The wheel is built from a copy of the sources, so that what
is compiled never lies beside the code that is worked on; once for the same sources, Python and machine.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "compiled"
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "schemas", "streams")
LAST, MOST = 6, 200
"""Lines of complaints shown, and characters of each."""
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")


def compiled() -> Path:
    """Return the folder of the compiled package, built at need (minutes). Raises RuntimeError if it fails."""
    folder = KEPT / _mark()
    if folder.is_dir():
        return folder
    print("Compiling the rooms of rules (two minutes or so, once for these sources) ...", file=sys.stderr)
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=KEPT) as temporary:
        source = Path(temporary) / "source"
        source.mkdir()
        for name in NEEDED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / name, ignore=LEFT_OUT, symlinks=True)
            else:
                shutil.copy(ROOT / name, source / name)
        (source / "setup.cfg").write_text(f"[build_ext]\nparallel = {os.cpu_count() or 1}\n", "utf-8")
        opened = Path(temporary) / "opened"
        ZipFile(wheel(source)).extractall(opened)
        opened.rename(folder)
    return folder


def wheel(source: Path) -> Path:
    """Return the compiled wheel of a copy of the sources. Raises RuntimeError with what was complained of."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(source / "dist")],
        cwd=source,
        env=os.environ | {"HATCH_BUILD_HOOK_ENABLE_MYPYC": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        told = [line for line in (done.stdout + done.stderr).splitlines() if "error: " in line]
        words = "\n  ".join(line[:MOST] for line in told[-LAST:])
        raise RuntimeError(f"the compiled wheel cannot be built; it needs a C compiler, and says:\n  {words}")
    [built] = (source / "dist").glob("*.whl")
    return built


def _mark() -> str:
    """Return what tells one build from another: all that goes into it."""
    told = hashlib.sha256(
        f"{sys.version} {platform.platform()} {(ROOT / 'constraints.txt').read_text()}".encode()
    )
    for path in [ROOT / "pyproject.toml", *sorted((ROOT / "streams").rglob("*"))]:
        if path.is_file() and path.suffix != ".pyc":
            told.update(f"\n{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return told.hexdigest()[:16]


def main() -> None:
    """Build it and print where it is."""
    try:
        print(compiled())
    except RuntimeError as error:
        raise SystemExit(f"error: {error}") from None


if __name__ == "__main__":
    main()
