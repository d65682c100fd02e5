"""The jars of the Apache Kafka broker: ``python -m ops.kafka.jars`` copies them to ops/kafka/libs by Maven.

Another pom.xml may be named; its jars go beside it. Nothing is fetched when they are there and made from the
pom.xml of today. Exit code 1, with one line per thing that is missing and how to mend it, where Java 17 or
Maven cannot be found or Maven fails.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
POM = HERE / "pom.xml"
LIBS = HERE / "libs"
JAVA_NEEDED = 17
"""Kafka 4's broker is compiled for Java 17."""
MAVEN_SECONDS = 600.0


class JarsMissing(Exception):  # noqa: N818 - it says what is the case
    """The jars are not there and cannot be fetched; the message says what to do, one line per thing."""


def java_major(version_text: str) -> int | None:
    """The major number in what ``java -version`` prints: ``"17.0.15"`` is 17, ``"1.8.0_402"`` is 8."""
    found = re.search(r'version "(?:1\.)?(\d+)', version_text)
    return int(found[1]) if found else None


def missing_tools(path: str | None = None) -> list[str]:
    """One line, with the remedy, for each tool missing or too old on ``path`` (default: the PATH)."""
    problems = []
    java = shutil.which("java", path=path)
    if java is None:
        problems.append(
            f"no 'java' on the PATH; install Java {JAVA_NEEDED} or newer (Debian: openjdk-17-jre-headless)"
        )
    else:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
        major = java_major(said.stderr + said.stdout)
        if major is None or major < JAVA_NEEDED:
            problems.append(
                f"'{java}' is Java {major or 'of an unknown version'}; Kafka needs {JAVA_NEEDED} or newer "
                "(Debian: openjdk-17-jre-headless)"
            )
    if shutil.which("mvn", path=path) is None:
        problems.append("no 'mvn' on the PATH; install Apache Maven (Debian: maven)")
    return problems


def fetch(pom: Path = POM) -> Path:
    """The folder of jars beside ``pom``, filled by Maven if it is not up to date. Raises `JarsMissing`."""
    libs = pom.resolve().parent / LIBS.name  # a relative path Maven would take from the pom's own folder
    wanted = hashlib.sha256(pom.read_bytes()).hexdigest()
    stamp = libs / "pom.sha256"
    if stamp.is_file() and stamp.read_text() == wanted:
        return libs
    problems = missing_tools()
    if problems:
        raise JarsMissing("\n".join(problems))
    shutil.rmtree(libs, ignore_errors=True)
    _copy_dependencies(pom, libs)
    stamp.write_text(wanted)  # last: a folder that was only half filled has no stamp
    return libs


def _copy_dependencies(pom: Path, into: Path) -> None:
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={into}", "-DincludeScope=runtime"]
    try:
        done = subprocess.run(
            ["mvn", "-q", "-B", "-f", str(pom), *goal],
            capture_output=True,
            text=True,
            timeout=MAVEN_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise JarsMissing(
            f"Maven did not end within {MAVEN_SECONDS:.0f} s; is its repository reachable?"
        ) from slow
    if done.returncode or not list(into.glob("kafka*.jar")):
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise JarsMissing(
            f"Maven could not fetch the jars of {pom.name} (exit code {done.returncode}):\n{tail}"
        )


def main(pom: Path = POM) -> int:
    """Fetch the jars and say where they are. Without Java or Maven it fails even if they are there."""
    try:
        if problems := missing_tools():
            raise JarsMissing("\n".join(problems))
        libs = fetch(pom)
    except JarsMissing as missing:
        for line in str(missing).splitlines():
            print(f"error: {line}", file=sys.stderr)
        return 1
    jars = list(libs.glob("*.jar"))
    print(f"Apache Kafka: {len(jars)} jars ({sum(jar.stat().st_size for jar in jars) / 1e6:.0f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
