"""``slugline live``: it says where the page is, serves it, ends; and what it says where it cannot."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.live.serving import listening

Out = pytest.CaptureFixture[str]


def test_without_its_extra_it_says_how_to_get_it(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert run(["live"]) == Exit.USAGE
    said = "error: the live page needs the 'live' extra; pip install 'slugline[live]'\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize("prefix", ["wire", "/a//b", "/a b", "/../a?", "//evil.example"])
def test_a_prefix_is_a_path(capsys: Out, prefix: str) -> None:
    assert run(["live", "--prefix", prefix]) == Exit.USAGE
    assert "must be a path like /wire" in capsys.readouterr().err


def test_a_watchlist_that_cannot_be_used(capsys: Out, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    assert run(["live", "--watch", str(rules)]) == Exit.USAGE
    rules.write_text("[[rule]]\nnmae = 'x'\n")
    assert run(["live", "--watch", str(rules)]) == Exit.USAGE
    assert capsys.readouterr().err.count(f"error: {rules}: ") == 2


def test_a_port_that_is_taken(capsys: Out) -> None:
    with closing(listening("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["live", "--port", str(port)]) == Exit.FAILED
    assert capsys.readouterr().err.startswith(f"error: cannot listen at 127.0.0.1 port {port}: ")


@pytest.mark.parametrize("host", ["no\x9bhost", "a" * 70, "\x00"])
def test_a_host_that_is_none(capsys: Out, host: str) -> None:
    assert run(["live", "--host", host, "--port", "0"]) == Exit.FAILED
    said = capsys.readouterr().err
    assert said.startswith("error: cannot listen at ") and said.count("\n") == 1
    assert "a fault of slugline" not in said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_the_page_while_there_is_no_broker_and_ends(how: signal.Signals) -> None:
    command = [sys.executable, "-m", "slugline.cli", "live", "--port", "0", "-b", "127.0.0.1:1"]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}
    )
    with process:
        assert process.stderr is not None
        found = re.match(r"live page at (http://127\.0\.0\.1:\d+/); Ctrl-C ends", process.stderr.readline())
        assert found is not None
        assert "no broker at 127.0.0.1:1" in process.stderr.readline()
        with urllib.request.urlopen(found[1], timeout=60) as page:
            assert b"<title>Slugline: the wire</title>" in page.read()
        process.send_signal(how)
        code = process.wait(60)
        assert code == (Exit.TERMINATED if how == signal.SIGTERM else Exit.INTERRUPTED)
        assert "Traceback" not in process.stderr.read()
