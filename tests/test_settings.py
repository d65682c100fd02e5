import dataclasses
from pathlib import Path

import pytest

from slugline import broker
from slugline.reading import DEFAULT_MODEL, MIN_CONFIDENCE
from slugline.runtime.trends_role import plan_of
from slugline.setting import Row
from slugline.settings import MASK, Settings, SettingsError, exposed, load, shown, table

FULL = {
    "SLUGLINE_SECURITY_PROTOCOL": "sasl_ssl",
    "SLUGLINE_SASL_USER": "desk",
    "SLUGLINE_SASL_PASSWORD": "s3cret",
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no slugline.toml but the test's own


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("SLUGLINE_BROKERS", "a:1,b:2", "brokers", "a:1,b:2"),
        ("SLUGLINE_PROCESSES", "3", "processes", 3),
        ("SLUGLINE_PROCESSES", " 3 ", "processes", 3),
        ("SLUGLINE_SASL_USER", "null", "sasl_user", "null"),
        ("SLUGLINE_LOG_LEVEL", "DEBUG", "log_level", "debug"),
        ("SLUGLINE_WATCHDOG", "2m", "watchdog", 120.0),
        ("SLUGLINE_WATCHDOG", "90", "watchdog", 90.0),
        ("SLUGLINE_COMMIT_INTERVAL", "0.5s", "commit_interval", 0.5),
        ("SLUGLINE_TREND_WINDOWS", "15m,1h, 1d", "trend_windows", (900.0, 3600.0, 86_400.0)),
        ("SLUGLINE_ROLES", "trends", "roles", ("trends",)),
        ("SLUGLINE_SECURITY_PROTOCOL", "ssl", "security_protocol", "SSL"),
        ("SLUGLINE_GAZETTEER", "names.txt,b.idx", "gazetteer", (Path("names.txt"), Path("b.idx"))),
        ("SLUGLINE_GAZETTEER", "", "gazetteer", ()),
        ("SLUGLINE_DEAD_LETTER_LIMIT", "0.5", "dead_letter_limit", 0.5),
        ("SLUGLINE_FEED_PREFIX", "staging.desk_2-", "feed_prefix", "staging.desk_2-"),
        ("SLUGLINE_FEED_PREFIX", "", "feed_prefix", ""),
        ("SLUGLINE_CHAINS", " True ", "chains", True),
        ("SLUGLINE_CHAINS", "false", "chains", False),
        ("SLUGLINE_CHAINS", "1", "chains", True),
        ("SLUGLINE_CHAIN_HOURS", "24", "chain_hours", 24.0),
    ],
)
def test_a_variable_sets(variable: str, text: str, name: str, value: object) -> None:
    settings, origins = load({variable: text, "PATH": "/bin"})
    assert getattr(settings, name) == value
    assert origins[name] == variable
    assert {origin for other, origin in origins.items() if other != name} == {"default"}


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"SLUGLINE_PROCESES": "2"}, "unknown setting SLUGLINE_PROCESES; did you mean SLUGLINE_PROCESSES?"),
        ({"SLUGLINE_XYZZY": "2"}, "unknown setting SLUGLINE_XYZZY; `slugline config` lists all settings"),
        (
            {"SLUGLINE_PROCESSES": "two"},
            "SLUGLINE_PROCESSES must be a whole number between 0 and 1024, not 'two'",
        ),
        (
            {"SLUGLINE_PROCESSES": "-1"},
            "SLUGLINE_PROCESSES must be a whole number between 0 and 1024, not '-1'",
        ),
        ({"SLUGLINE_CHAINS": "maybe"}, "SLUGLINE_CHAINS must be true or false, not 'maybe'"),
        ({"SLUGLINE_HTTP_PORT": "99999"}, "must be a whole number between 0 and 65535, not '99999'"),
        (
            {"SLUGLINE_WATCHDOG": "soon"},
            "SLUGLINE_WATCHDOG must be seconds, or like 90s, 15m, 6h, 1d, between 2 and 86400, not 'soon'",
        ),
        ({"SLUGLINE_WATCHDOG": "nan"}, "SLUGLINE_WATCHDOG must be seconds"),
        (
            {"SLUGLINE_DEAD_LETTER_LIMIT": "nan"},
            "SLUGLINE_DEAD_LETTER_LIMIT must be a number between 0.01 and 2, not 'nan'",
        ),
        (
            {"SLUGLINE_ROLES": "stories,sport"},
            "SLUGLINE_ROLES must be one of stories, trends, chains, alerts, or several of them, not "
            "'stories,sport'",
        ),
        ({"SLUGLINE_MODEL": ""}, "SLUGLINE_MODEL must be a text"),
        (
            {"SLUGLINE_FEED_PREFIX": "staging/"},
            "SLUGLINE_FEED_PREFIX must match [a-zA-Z0-9._-]{0,200}, not 'staging/'",
        ),
        ({"SLUGLINE_FEED_PREFIX": "ö."}, "SLUGLINE_FEED_PREFIX must match"),
        ({"SLUGLINE_FEED_PREFIX": "a" * 201}, "SLUGLINE_FEED_PREFIX must match"),
        (
            {"SLUGLINE_TREND_WINDOWS": "1h,30"},
            "1d, between 60 and 315619200, or several of them, not '1h,30'",
        ),
        ({"SLUGLINE_TREND_WINDOWS": ""}, "SLUGLINE_TREND_WINDOWS must be seconds"),
        ({"SLUGLINE_PARTITIONS": "2.5"}, "SLUGLINE_PARTITIONS must be a whole number"),
        (
            {"SLUGLINE_REPLICATION": "0"},
            "SLUGLINE_REPLICATION must be a whole number between 1 and 100, not '0'",
        ),
        ({"SLUGLINE_CONFIG": "gone.toml"}, "cannot read the settings file gone.toml: No such file"),
        ({"SLUGLINE_SECURITY_PROTOCOL": "SASL_SSL"}, "needs SLUGLINE_SASL_USER and SLUGLINE_SASL_PASSWORD"),
        ({"SLUGLINE_PORT": "9108"}, "unknown setting SLUGLINE_PORT; did you mean SLUGLINE_"),
        ({"SLUGLINE_HTTP_PORT": "tcp:/9108"}, "SLUGLINE_HTTP_PORT must be a whole number"),
        ({"SLUGLINE_SERVICE_HOST": "some where"}, "unknown setting SLUGLINE_SERVICE_HOST"),
        ({"SLUGLINE_BROKERS": "http://a:1"}, "SLUGLINE_BROKERS must be host:port, or several of them, not"),
        ({"SLUGLINE_BROKERS": "a:1,b:99999"}, "several of them, not 'b:99999'"),
        ({"SLUGLINE_BROKERS": "a:1,,b:2"}, "several of them, not ''"),
        (
            {"SLUGLINE_REGISTER_DAYS": "inf"},
            "SLUGLINE_REGISTER_DAYS must be a number between 1 and 36500, not 'inf'",
        ),
        ({"SLUGLINE_REGISTER_DAYS": "nan"}, "SLUGLINE_REGISTER_DAYS must be a number between"),
        (
            {"SLUGLINE_STORY_TIMEOUT": "5m"},
            "SLUGLINE_STORY_TIMEOUT (300 s) must be shorter than SLUGLINE_WATCHDOG (120 s), which would end",
        ),
        (
            {"SLUGLINE_STORY_TIMEOUT": "30", "SLUGLINE_WATCHDOG": "30"},
            "must be shorter than SLUGLINE_WATCHDOG",
        ),
        ({"SLUGLINE_TLS_CERT": "c.pem"}, "SLUGLINE_TLS_CERT needs SLUGLINE_TLS_KEY"),
        ({"SLUGLINE_GROUP_INSTANCE": "one two"}, "SLUGLINE_GROUP_INSTANCE must match [a-zA-Z0-9._-]"),
    ],
)
def test_refused_in_one_line(environ: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(environ)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", ["inf", "-inf", "nan", "1e400", "9" * 400])
def test_no_number_is_without_bounds(value: str) -> None:
    numbers = [one for one in table() if isinstance(one.default, float | int) and one.type != "path"]
    assert len(numbers) > 15
    for one in numbers:
        with pytest.raises(SettingsError, match=f"{one.variable} must be "):
            load({one.variable: value})
        Path("slugline.toml").write_text(
            f"{one.name} = {'inf' if value == '1e400' else value.strip('9') or 9**99}"
        )
        with pytest.raises(SettingsError, match=f"{one.name} must be "):
            load({})
        Path("slugline.toml").unlink()


@pytest.mark.parametrize(
    ("environ", "seconds"),
    [
        ({}, 60.0),
        ({"SLUGLINE_WATCHDOG": "10"}, 5.0),
        ({"SLUGLINE_WATCHDOG": "600"}, 60.0),
        ({"SLUGLINE_WATCHDOG": "10", "SLUGLINE_STORY_TIMEOUT": "9"}, 9.0),
    ],
)
def test_a_story_that_hangs_is_given_up_before_the_watchdog_ends_the_worker(
    environ: dict[str, str], seconds: float
) -> None:
    assert load(environ)[0].story_timeout == seconds


def test_the_environment_goes_over_the_file_and_the_file_over_the_defaults(tmp_path: Path) -> None:
    Path("slugline.toml").write_text(
        'processes = 3\nbatch = 4\ntrend_windows = ["1h", 7200]\nwatchdog = 30\n'
    )
    settings, origins = load({"SLUGLINE_BATCH": "5"})
    assert (settings.processes, settings.batch, settings.window) == (3, 5, 0)
    assert settings.trend_windows == (3600.0, 7200.0)
    assert settings.watchdog == 30.0
    assert (origins["processes"], origins["batch"], origins["window"]) == (
        "slugline.toml", "SLUGLINE_BATCH", "default"
    )  # fmt: skip
    other = tmp_path / "other.toml"
    other.write_text("processes = 7")
    assert load({"SLUGLINE_CONFIG": str(other)})[0].processes == 7
    assert load({}, other)[1]["processes"] == str(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("proceses = 2", "slugline.toml: unknown setting proceses; did you mean processes?"),
        ("processes = '2 or 3'", "slugline.toml: processes must be a whole number"),
        ("processes = 2.5", "slugline.toml: processes must be a whole number"),
        ("processes = true", "slugline.toml: processes must be a whole number"),
        ("model = 3", "slugline.toml: model must be a text"),
        (
            "roles = 3",
            "slugline.toml: roles must be one of stories, trends, chains, alerts, or several of them, not 3",
        ),
        ("roles = []", "slugline.toml: roles must be one of stories, trends, chains, alerts, or several"),
        ("gazetteer = 3", "slugline.toml: gazetteer must be a path, or several of them, not 3"),
        ("sasl_password = 3", "slugline.toml: sasl_password must be a text$"),
        ("watchdog = nan", "slugline.toml: watchdog must be seconds"),
        ("processes =", "slugline.toml: not TOML"),
    ],
)
def test_a_file_is_refused_with_its_name_and_the_key(text: str, words: str) -> None:
    Path("slugline.toml").write_text(text)
    with pytest.raises(SettingsError, match=words.replace("?", r"\?")):
        load({})


INJECTED = {
    "SLUGLINE_SERVICE_HOST": "10.96.7.1",
    "SLUGLINE_SERVICE_PORT": "9108",
    "SLUGLINE_SERVICE_PORT_METRICS": "9108",
    "SLUGLINE_PORT": "tcp://10.96.7.1:9108",
    "SLUGLINE_PORT_9108_TCP": "tcp://10.96.7.1:9108",
    "SLUGLINE_PORT_9108_TCP_PROTO": "tcp",
    "SLUGLINE_PORT_9108_TCP_PORT": "9108",
    "SLUGLINE_PORT_9108_TCP_ADDR": "10.96.7.1",
    "SLUGLINE_WORKER_SERVICE_HOST": "fd00::1",
    "SLUGLINE_WORKER_PORT_53_UDP": "udp://[fd00::1]:53",
    "SLUGLINE_HTTP_PORT": "tcp://10.96.7.2:80",  # of a Service slugline-http
}


@pytest.mark.parametrize(("variable", "text"), INJECTED.items(), ids=list(INJECTED))
def test_what_kubernetes_injects_is_passed_over(variable: str, text: str) -> None:
    settings, origins = load({variable: text})
    assert settings == Settings()
    assert set(origins.values()) == {"default"}


ABSURD = (
    "", "0", "-1", "1", "9" * 5000, "1e400", "inf", "nan", "\ud800", "\udcff", "\0", "ö", " ", "x" * 100_000,
    "a,b,,", "0x10", "1_000", "\u0663", "null", "[]", "/", "http://x:1", "h:99999", "tcp://1.2.3.4:5",
    "[::1]:1", "\x1b]0;x\x07", "99999999999999999d", "0.0000001", "=,=", "\n",
)  # fmt: skip
ABSURD_TOML = (
    "[]", "{}", "inf", "nan", "1e400", "9" * 4000, "9" * 6000, r'"\u0000"', "2020-01-01", "[[1]]",
    "{a={a=1}}", "[" * 3000 + "]" * 3000, '""', r'"a\nb"',
)  # fmt: skip


@pytest.mark.parametrize("row", table(), ids=lambda row: row.name)
def test_absurd_values_are_taken_or_refused_in_one_line(row: Row, tmp_path: Path) -> None:
    file = tmp_path / "absurd.toml"
    for text in (*ABSURD, *ABSURD_TOML):
        environ = {row.variable: text}
        if text in ABSURD_TOML:
            file.write_text(f"{row.name} = {text}\n")
            environ = {"SLUGLINE_CONFIG": str(file)}
        try:
            settings, _ = load(environ)
            broker.client(settings)
            plan_of(settings)
        except SettingsError as refused:
            assert "\n" not in str(refused)
            assert 10 < len(str(refused)) < 500


def test_a_file_with_a_password_that_anybody_may_change_is_told(tmp_path: Path) -> None:
    file = Path("slugline.toml")
    file.write_text("sasl_user = 'desk'\nsasl_password = 's3cret'\n")
    file.chmod(0o644)
    assert exposed({}) is None
    file.chmod(0o666)
    assert (
        exposed({}) == "anybody may change slugline.toml, which holds sasl_password: chmod 600 slugline.toml"
    )
    file.write_text("sasl_user = 'desk'\n")
    assert exposed({}) is None
    assert exposed({"SLUGLINE_CONFIG": str(tmp_path / "gone.toml")}) is None


def test_secrets_are_never_shown() -> None:
    settings, _ = load({**FULL, "SLUGLINE_TLS_KEY_PASSWORD": "t0psecret"})
    for text in (repr(settings), str(settings), str(shown(settings)), f"{settings}"):
        assert "s3cret" not in text
        assert "t0psecret" not in text
    assert shown(settings)["sasl_password"] == MASK
    assert shown(Settings())["sasl_password"] == ""
    with pytest.raises(SettingsError) as caught:
        load({"SLUGLINE_CONFIG": "", "SLUGLINE_SASL_PASSWORDS": "s3cret"})
    assert "s3cret" not in str(caught.value)


def test_every_setting_is_listed_with_type_and_help() -> None:
    rows = table()
    assert [row.name for row in rows] == [field.name for field in dataclasses.fields(Settings)]
    assert all(row.help and row.type and row.variable == f"SLUGLINE_{row.name.upper()}" for row in rows)
    assert {row.name for row in rows if row.secret} == {"sasl_password", "tls_key_password"}
    assert next(row.type for row in rows if row.name == "trend_windows") == "list of seconds"


def test_defaults_are_those_of_the_library() -> None:
    assert (Settings().model, Settings().min_confidence) == (DEFAULT_MODEL, MIN_CONFIDENCE)
