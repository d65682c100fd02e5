"""The broker's data folder: its server.properties and the log folder formatted by Kafka's storage tool."""

import subprocess
from collections.abc import Mapping
from pathlib import Path


def prepare(folder: Path, lines: Mapping[str, str], users: Mapping[str, str], classpath: str) -> Path:
    """Write ``lines`` as server.properties and return that file; the first time, format the log folder too.

    ``users`` (name to password) are let in by SCRAM-SHA-512. Raises `RuntimeError` with what the tool said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "server.properties"
    file.write_text("".join(f"{key}={value}\n" for key, value in lines.items()))
    if not (Path(lines["log.dirs"]) / "meta.properties").exists():
        cluster = _tool(classpath, "random-uuid").split()[-1]
        scram = [f"SCRAM-SHA-512=[name={name},password={password}]" for name, password in users.items()]
        logins = [part for one in scram for part in ("--add-scram", one)]
        _tool(classpath, "format", "-t", cluster, "-c", str(file), "--standalone", *logins)
    return file


def _tool(classpath: str, *arguments: str) -> str:
    tool = [
        "java",
        "-cp",
        classpath,
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        "kafka.tools.StorageTool",
    ]
    done = subprocess.run([*tool, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Kafka's storage tool failed at {arguments[0]}:\n{done.stdout}{done.stderr}")
    return done.stdout
