"""Runs Kafka Connect with its file sink: ``python -m ops.sinks.connect [WORKER] [SINK]``.

Both are files of properties; without them those beside this file.

The jars come by Maven and are kept beside pom.xml. Needs Java 17; ends with Ctrl-C or SIGTERM.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ops.kafka.jars import JarsMissing, fetch
from ops.kafka.server import dies_with_parent

HERE = Path(__file__).resolve().parent


def command(worker: Path, sink: Path) -> list[str]:
    """The command that runs it. Raises `JarsMissing`."""
    return [
        *dies_with_parent(), "java", "-Xmx256m", "-cp", f"{fetch(HERE / 'pom.xml')}/*",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "org.apache.kafka.connect.cli.ConnectStandalone", str(worker), str(sink),
    ]  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Run it until it ends."""
    given = [Path(one) for one in arguments]
    files = [*given, *(HERE / "standalone.properties", HERE / "quotes.properties")[len(given) :]]
    try:
        running = subprocess.Popen(command(*files[:2]))
    except JarsMissing as missing:
        print(f"error: {missing}", file=sys.stderr)
        return 1
    try:
        return running.wait()
    except KeyboardInterrupt:
        return running.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
