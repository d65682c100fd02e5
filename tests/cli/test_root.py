"""The command as a whole: its help, its errors in one line, its exit codes."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from slugline.cli.problem import Exit
from slugline.cli.root import COMMANDS, run
from slugline.release import VERSION

SLUGLINE = (sys.executable, "-m", "slugline.cli")
NOBODY = "127.0.0.1:9"
"""The discard port: nobody listens there."""


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == Exit.OK
    text = capsys.readouterr().out
    assert COMMANDS[name].rstrip(".") in " ".join(text.split())
    command = import_module(f"slugline.cli.commands.{name}").command
    if not hasattr(command, "commands"):
        assert "Examples:\n    slugline " in text


def test_help_lists_commands_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == Exit.OK
    text = capsys.readouterr().out
    for name in COMMANDS:
        assert f"\n  {name} " in text
    for code in Exit:
        assert f"\n    {code:<4} " in text


def test_help_loads_nothing_that_takes_its_time() -> None:
    code = "import sys; from slugline.cli.root import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "slugline.cli.root" in loaded
    assert not loaded & {"aiokafka", "asyncio", "faust", "numpy", "rich", "spacy"}
    assert len(loaded) < 300


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == Exit.OK
    assert capsys.readouterr().out == f"slugline {VERSION}\n"


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("nope", Exit.USAGE, "error: no command 'nope'; see: slugline --help"),
        ("tial", Exit.USAGE, "error: no command 'tial', did you mean 'tail'?; see: slugline --help"),
        ("extract --frmat x", Exit.USAGE, "error: No such option: --frmat Did you mean --format?; see: "),
        ("extract nowhere.txt", Exit.USAGE, "error: no such file; nowhere.txt; check the path (- is stdin)"),
        ("extract .", Exit.USAGE, "error: no stories in the folder; .; it takes .jsonl, "),
        ("extract -p 0 x", Exit.USAGE, "error: Invalid value for '-p' / '--processes': 0 is not in"),
        ("tail nothing", Exit.USAGE, "error: Invalid value for"),
        ("tail quotes --from yesterday", Exit.USAGE, "'yesterday' is not start, end, or a time ago"),
        ("publish --loop -", Exit.USAGE, "error: --loop needs files; stdin ends"),
        ("status -b kafka:http", Exit.USAGE, "error: 'kafka:http' is no broker; --brokers; it is host:port"),
        ("dlq show 17", Exit.USAGE, "error: '17' is no dead letter's id; it is partition:offset, like 3:17"),
        ("dlq replay", Exit.USAGE, "error: name dead letters by ID, or say --all"),
        (f"dlq show 3:17 -b {NOBODY}", Exit.NO_BROKER, f"error: no broker at {NOBODY} ("),
        (f"feeds list -b {NOBODY}", Exit.NO_BROKER, "start one (slugline demo --keep"),
        (f"tail quotes -b {NOBODY}", Exit.NO_BROKER, f"error: no broker at {NOBODY} ("),
        (f"status -b {NOBODY}", Exit.NO_BROKER, f"error: no broker at {NOBODY} ("),
        ("topics zyzzyva", Exit.FAILED, "error: no topic has 'zyzzyva' in its name or code"),
    ],
)  # fmt: skip
def test_errors_are_one_line(
    line: str, code: int, told: str, capsys: pytest.CaptureFixture[str],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run(line.split()) == code
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_an_unknown_setting_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLUGLINE_BROKER", "kafka:9092")
    assert run(["config"]) == Exit.USAGE
    error = capsys.readouterr().err
    assert error == "error: unknown setting SLUGLINE_BROKER; did you mean SLUGLINE_BROKERS?\n"


def test_debug_shows_the_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", "nowhere.txt", "--debug"]) == Exit.USAGE
    error = capsys.readouterr().err
    assert "Traceback" in error
    assert error.endswith("error: no such file; nowhere.txt; check the path (- is stdin)\n")


def test_config_shows_origins_and_masks_secrets(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLUGLINE_SASL_PASSWORD", "open sesame")
    monkeypatch.setenv("SLUGLINE_GROUP", "desk")
    assert run(["config"]) == Exit.OK
    lines = capsys.readouterr().out.splitlines()
    [password] = [line for line in lines if '"sasl_password"' in line]
    [group] = [line for line in lines if '"name": "group"' in line]
    assert '"value": "********", "from": "SLUGLINE_SASL_PASSWORD"' in password
    assert '"value": "desk", "from": "SLUGLINE_GROUP"' in group
    assert not any("open sesame" in line for line in lines)


def test_topics_come_as_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["topics", "Climate", "change"]) == Exit.OK
    assert capsys.readouterr().out == (
        '{"qcode": "medtop:20000418", "name": "climate change", '
        '"path": ["environment", "climate change"], "wikidata": "Q125928"}\n'
    )


def test_nobody_reads_on() -> None:
    line = f"{sys.executable} -m slugline.cli topics | head -n 1"  # far more than a pipe holds
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True)
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, as Linux has it")
def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*SLUGLINE, "topics"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == Exit.FAILED
    assert done.stderr == "error: cannot write: No space left on device; make room, then run it again\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == Exit.OK
    assert "_SLUGLINE_COMPLETE" in capsys.readouterr().out


def test_completion_completes() -> None:
    env = {"_SLUGLINE_COMPLETE": "bash_complete", "COMP_WORDS": "slugline ta", "COMP_CWORD": "1"}
    done = subprocess.run([*SLUGLINE], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "plain,tail\n"


def test_ctrl_c_while_it_is_loaded_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from slugline import cli

    def interrupted(args: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("slugline.cli.root.run", interrupted)
    monkeypatch.setattr("sys.argv", ["slugline", "tail"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert (ended.value.code, capsys.readouterr().err) == (130, "stopped\n")
