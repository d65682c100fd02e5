"""ops/Dockerfile without an engine: what it copies exists and is let through, and it runs as no root."""

import re
import tomllib
from pathlib import Path

import pytest

from slugline.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
INSTRUCTIONS = [
    line.split(maxsplit=1)
    for line in re.sub(r"\\\n", " ", (ROOT / "ops/Dockerfile").read_text()).splitlines()
    if line and not line.startswith("#")
]
IGNORED = (ROOT / ".dockerignore").read_text().split()


def of(word: str) -> list[str]:
    return [rest for first, rest in INSTRUCTIONS if first == word]


def copied() -> list[str]:
    return [source for one in of("COPY") if not one.startswith("--from") for source in one.split()[:-1]]


@pytest.mark.parametrize("source", copied())
def test_what_is_copied_exists_and_is_in_the_build_context(source: str) -> None:
    assert (ROOT / source).exists()
    assert f"!{source}" in IGNORED


def test_the_build_context_holds_nothing_else() -> None:
    assert sorted(line[1:] for line in IGNORED if line.startswith("!")) == sorted(copied())
    assert "*" in IGNORED


def test_what_the_package_needs_to_be_built_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    needed = {
        "schemas",
        *(name.split("/")[0] for name in wheel),
        project["project"]["readme"],
        *project["project"]["license-files"],
        "pyproject.toml",
    }
    assert needed <= set(copied())


def test_every_installation_is_pinned() -> None:
    installs = re.findall(r"pip install [^&]*", " ".join(of("RUN")))
    assert installs
    for install in installs:
        assert "-c constraints.txt" in install
        assert "--only-binary :all:" in install


def test_the_base_is_a_slim_python_of_a_supported_release() -> None:
    bases = {one.split()[0] for one in of("FROM")}
    assert len(bases) == 1
    minor = re.fullmatch(r"python:3\.(\d+)-slim-\w+", bases.pop())
    assert minor is not None
    assert int(minor[1]) >= 11


def test_it_runs_as_a_user_of_its_own_and_listens_where_the_settings_say() -> None:
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", of("USER")[-1])
    after = [first for first, _rest in INSTRUCTIONS[[word for word, _ in INSTRUCTIONS].index("USER") :]]
    assert "RUN" not in after
    assert of("EXPOSE") == [str(Settings().http_port)]
    assert of("ENTRYPOINT") == ['["slugline"]']
