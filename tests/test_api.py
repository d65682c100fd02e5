"""What ``slugline`` itself names: the surface, and stories without Kafka."""

import ast
import importlib
import pickle
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

import slugline
from slugline import enrichment
from slugline.progress_line import reporter
from slugline.reading import BATCH
from slugline.reading.reader import Reader
from tests.patience import PATIENCE, wait_until
from tests.records.records import ALERT, CHAIN, ENRICHED, ENTITY, LETTER, QUOTE, TOPIC, TREND

TEXT = (
    "VALDORA, Portugal — Harbour master Ines Tavarela said on Monday that pier {n} would stay shut.\n\n"
    '"Nobody goes out today," Tavarela told reporters in Lisbon.\n'
)
ERRORS = [
    "Refused", "SchemaError", "SettingsError", "GazetteerError", "ModelError", "ProcessDiedError",
    "UnknownFeedError", "NoFeedError", "UnreachableError",
]  # fmt: skip


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_type_checkers_and_python_see_the_same_names() -> None:
    source = ast.parse(Path(slugline.__file__).read_text("utf-8"))
    block = next(node for node in source.body if isinstance(node, ast.If))
    typed = {
        (alias.asname, node.module)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname == alias.name
    }
    assert typed == {(name, module) for module, names in slugline._PLACES.items() for name in names}


@pytest.mark.parametrize("name", [*slugline.__all__, "__version__"])
def test_every_name_is_there_and_explained(name: str) -> None:
    found = getattr(slugline, name)
    assert name in dir(slugline)
    assert not callable(found) or (found.__doc__ or "").strip()


def test_unknown_names_are_no_names() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'enrich_all'"):
        _ = slugline.enrich_all  # type: ignore[attr-defined]  # that is what is tested


def test_the_import_is_light() -> None:
    code = (
        "import sys; before = {*sys.modules}; import slugline; dir(slugline); print({*sys.modules} - before)"
    )
    loaded = ast.literal_eval(python(code))
    assert {name.split(".")[0] for name in loaded} - sys.stdlib_module_names == {"slugline"}
    assert {name for name in loaded if name.startswith("slugline.")} == set()
    assert len(loaded) < 40, loaded


@pytest.mark.parametrize(
    "use", ["slugline.Refused", "slugline.decode('quotes', None)", "slugline.FEEDS", "slugline.read('A')"]
)
def test_what_needs_no_model_loads_none(use: str) -> None:
    assert (
        python(f"import slugline, sys; {use}; print('spacy' in sys.modules or 'faust' in sys.modules)")
        == "False"
    )


@pytest.mark.parametrize("name", ERRORS)
def test_errors_are_of_one_family(name: str) -> None:
    assert issubclass(getattr(slugline, name), slugline.SluglineError)


@pytest.mark.parametrize("name", ["SchemaError", "SettingsError", "GazetteerError"])
def test_who_catches_value_errors_still_does(name: str) -> None:
    assert issubclass(getattr(slugline, name), ValueError)


@pytest.mark.parametrize(
    "error",
    [slugline.Refused("empty", "no bytes"), slugline.SchemaError("a.b", "missing"), slugline.ModelError("x")],
)
def test_errors_go_from_process_to_process(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        ("", "empty"),
        (b"\xff", "not-utf8"),
        ("\ud800 lone", "not-utf8"),
        (b"{", "not-json"),
        ("x" * 2_000_000, "too-large"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes | str, reason: str) -> None:
    with pytest.raises(slugline.Refused) as caught:
        slugline.read(data)
    assert caught.value.reason == reason


def test_bytes_and_text_give_the_same_story(reader: Reader) -> None:
    text = TEXT.format(n=4)
    story = slugline.read(text)
    assert story == slugline.read(text.encode())
    assert story.text == text
    enriched = slugline.enrich(story, reader)
    assert enriched == slugline.enrich(text, reader) == slugline.enrich(text.encode())
    assert {quote.speaker_name for quote in enriched.quotes} == {"Ines Tavarela"}


def children(pid: int | str = "self") -> list[str]:
    """Return the processes that one has started and not yet waited for."""
    found: list[str] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread that ends at this moment
            found += path.read_text().split()
    return found


@pytest.mark.parametrize("processes", [1, 2])
def test_many_come_in_order_as_one_does_and_break_ends_the_processes(processes: int, reader: Reader) -> None:
    texts: list[bytes | str | slugline.Story] = [TEXT.format(n=n) for n in range(20)]
    texts[3] = slugline.read(TEXT.format(n=3))
    texts[4] = TEXT.format(n=4).encode()
    before, found = len(children()), []
    for one in slugline.enrich_many(chain(texts, repeat(TEXT)), processes=processes):
        found.append(one)
        if len(found) == len(texts):
            assert len(children()) - before == (processes if processes > 1 else 0)
            break
    assert len(children()) == before
    assert [one.text for one in found] == [TEXT.format(n=n) for n in range(20)]
    assert found[7] == slugline.enrich(TEXT.format(n=7), reader)


def test_stories_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield TEXT.format(n=taken)

    results = slugline.enrich_many(endless())
    for _ in range(3):
        next(results)
    results.close()
    assert taken == BATCH


def test_what_is_refused_among_many() -> None:
    mixed: list[str | bytes] = [TEXT.format(n=1), b"\xff", TEXT.format(n=2), b"{"]
    told: list[tuple[int, str]] = []
    found = slugline.enrich_many(mixed, on_refused=lambda place, why: told.append((place, why.reason)))
    assert len(list(found)) == 2
    assert told == [(1, "not-utf8"), (3, "not-json")]
    with pytest.raises(slugline.Refused) as caught:
        list(slugline.enrich_many(mixed))
    assert caught.value.__notes__ == ["story 1 of those given to enrich_many, counted from 0"]


def test_progress_is_told() -> None:
    told: list[tuple[int, int | None]] = []
    texts = [TEXT.format(n=n) for n in range(3)]
    list(slugline.enrich_many(texts, progress=lambda done, total: told.append((done, total))))
    list(slugline.enrich_many(iter(texts[:1]), progress=lambda done, total: told.append((done, total))))
    assert told == [(1, 3), (2, 3), (3, 3), (1, None)]


def test_progress_is_a_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    for total, done, words in (
        (1200, 1200, "1,200 of 1,200 stories"),
        (None, 217, "217 stories"),
        (None, 1, "1 story"),
    ):
        report = reporter(True, total)
        report.told(1)
        report.ended(done)
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith(f"\r{words}, ") and told.err.endswith(" a second\n")


def test_one_story_is_not_several() -> None:
    with pytest.raises(TypeError, match="for one there is enrich"):
        slugline.enrich_many(TEXT)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"processes": -1}, ValueError),
        ({"model": "xx_nothing"}, slugline.ModelError),
        ({"model": "xx_nothing", "processes": 2}, slugline.ModelError),
        ({"gazetteer": "/nowhere/names.jsonl"}, slugline.GazetteerError),
    ],
)
def test_what_cannot_work_is_told(arguments: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        list(slugline.enrich_many([TEXT.format(n=1)], **arguments))


def test_a_failed_extractor_warns(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    enriched = slugline.enrich(TEXT.format(n=1), reader)
    failure = enrichment.Failure(kind="quotes", detail="KeyError: 'x'")
    monkeypatch.setattr(
        enrichment, "enrich", lambda *_: [enrichment.Split(enriched=enriched, failures=(failure,))]
    )
    with pytest.warns(slugline.ExtractorWarning, match="no quotes: KeyError: 'x'"):
        assert slugline.enrich(TEXT.format(n=1), reader) is enriched


SCRIPT = f"""
import slugline
def endless():
    while True:
        yield {TEXT.format(n=1)!r}
for one in slugline.enrich_many(endless(), processes=2):
    pass
"""


def test_ctrl_c_ends_the_processes(tmp_path: Path) -> None:
    # where the tests run with & from a script SIGINT is ignored, and a child would inherit that
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    with subprocess.Popen(
        [sys.executable, "-c", heard + SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as script:
        assert script.stdout is not None and script.stderr is not None
        wait_until(lambda: len(children(script.pid)) == 2)
        started = children(script.pid)
        script.send_signal(signal.SIGINT)
        _, error = script.communicate(timeout=PATIENCE)
    assert error.splitlines()[-1] == "KeyboardInterrupt"
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started), lambda: str(started))


HEADERS = importlib.import_module("slugline.records.dead_letter_headers").to_headers(LETTER)


@pytest.mark.parametrize(
    ("feed", "record"),
    [
        ("entities", ENTITY),
        ("quotes", QUOTE),
        ("topics", TOPIC),
        ("enriched", ENRICHED),
        ("trends", TREND),
        ("chains", CHAIN),
        ("alerts", ALERT),
    ],
)
def test_any_record_of_any_feed_is_decoded(feed: str, record: Any) -> None:
    value = slugline.encode(record)
    named = slugline.FEEDS[feed]
    for what in (feed, named.name, f"staging.{named.name}", named, type(record)):
        assert slugline.decode(what, value) == record
    assert slugline.decode(feed, None) is None


def test_dead_letters_come_from_headers() -> None:
    for what in ("dlq", "wire.stories.raw.v1.dlq", slugline.DeadLetter):
        assert slugline.decode(what, LETTER.value, key=LETTER.key, headers=HEADERS) == LETTER
    with pytest.raises(slugline.SchemaError, match="missing"):
        slugline.decode("dlq", LETTER.value)


def test_raw_stories_are_read() -> None:
    assert slugline.decode("stories", TEXT.encode()) == slugline.read(TEXT)
    with pytest.raises(slugline.Refused):
        slugline.decode("wire.stories.raw.v1", b"{")


@pytest.mark.parametrize(
    ("what", "value", "error"),
    [
        ("quotes", b"{}", slugline.SchemaError),
        (slugline.QuoteEvent, None, slugline.SchemaError),
        ("wire.nothing.v1", b"{}", slugline.UnknownFeedError),
    ],
)
def test_what_does_not_fit_is_told(what: Any, value: bytes | None, error: type[Exception]) -> None:
    with warnings.catch_warnings(), pytest.raises(error):
        slugline.decode(what, value)
