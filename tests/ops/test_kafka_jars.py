"""What `python -m ops.kafka.jars` says where Java or Maven is missing or too old."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ops.kafka.jars import POM, fetch, java_major, missing_tools

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("said", "major"),
    [
        ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)', 17),
        ('openjdk version "21" 2023-09-19', 21),
        ('java version "1.8.0_402"\nJava(TM) SE Runtime Environment', 8),
        ('openjdk version "25-ea" 2025-09-16', 25),
        ("The operation couldn't be completed. Unable to locate a Java Runtime.", None),
    ],
)
def test_java_major(said: str, major: int | None) -> None:
    assert java_major(said) == major


def program(folder: Path, name: str, says: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    file.chmod(0o755)


@pytest.mark.parametrize(
    ("programs", "problems"),
    [
        ({}, ["no 'java'", "no 'mvn'"]),
        ({"java": 'openjdk version "17.0.1"'}, ["no 'mvn'"]),
        ({"java": 'openjdk version "11.0.2"', "mvn": ""}, ["is Java 11; Kafka needs 17 or newer"]),
        ({"java": "who knows", "mvn": ""}, ["is Java of an unknown version"]),
        ({"java": 'openjdk version "17.0.1"', "mvn": ""}, []),
    ],
)
def test_missing_tools(tmp_path: Path, programs: dict[str, str], problems: list[str]) -> None:
    for name, says in programs.items():
        program(tmp_path, name, says)
    found = missing_tools(str(tmp_path))
    assert len(found) == len(problems)
    for line, part in zip(found, problems, strict=True):
        assert part in line


@pytest.mark.parametrize("fetched", [False, True])
def test_without_java_the_command_fails_and_says_how_to_mend_it(tmp_path: Path, fetched: bool) -> None:
    copy = tmp_path / "ops"
    shutil.copytree(ROOT / "ops", copy, ignore=shutil.ignore_patterns("libs", "__pycache__"))
    if fetched:
        libs = copy / "kafka" / "libs"
        libs.mkdir()
        (libs / "pom.sha256").write_text(hashlib.sha256(POM.read_bytes()).hexdigest())
    done = subprocess.run(
        [sys.executable, "-m", "ops.kafka.jars"],
        cwd=tmp_path, env={**os.environ, "PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert [line[:17] for line in done.stderr.splitlines()] == ["error: no 'java' ", "error: no 'mvn' o"]


MAVEN = """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in -f) pom=$2; shift;; -DoutputDirectory=*) into=${1#*=};; esac; shift
done
cd "$(dirname "$pom")" && mkdir -p "$into" && : > "$into/kafka-clients.jar"
"""
"""Takes a folder from the pom's own, as Maven does."""


def test_a_pom_may_be_named_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "java", 'openjdk version "17.0.1"')
    (tmp_path / "mvn").write_text(MAVEN)
    (tmp_path / "mvn").chmod(0o755)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "pom.xml").write_text("<project/>")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.chdir(tmp_path)
    assert [one.name for one in sorted(fetch(Path("deep/pom.xml")).iterdir())] == [
        "kafka-clients.jar",
        "pom.sha256",
    ]
    assert (tmp_path / "deep" / "libs" / "kafka-clients.jar").is_file()
