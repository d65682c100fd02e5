"""``slugline watch``: a watchlist and stories in, what is met out."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.kinds import EnrichedStory
from slugline.records.codec import encode
from tests.records.records import ENRICHED, URI

RULES = """
[[rule]]
name = "Harbours"
any = [{ text = "harbour of Valletta" }]

[[rule]]
name = "Nothing of the kind"
all = [{ entity = "Nobody" }]
"""
YAML = """
rule:
  - name: Harbours
    any: [{text: harbour of Valletta}]
  - name: Nothing of the kind
    all: [{entity: Nobody}]
"""
Out = pytest.CaptureFixture[str]


@pytest.fixture(
    params=[("rules.toml", RULES), ("rules.yaml", YAML), ("RULES.YML", YAML)], ids=lambda one: one[0]
)
def rules(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name, text = request.param
    path: Path = tmp_path / name
    path.write_text(text)
    return path


def stories(path: Path, *found: EnrichedStory | bytes) -> Path:
    data = b"".join((one if isinstance(one, bytes) else encode(one)) + b"\n" for one in found)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def told(capsys: Out, *arguments: object) -> tuple[int, list[dict[str, Any]], str]:
    code = run(["watch", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, [json.loads(line) for line in captured.out.splitlines()], captured.err


@pytest.mark.parametrize("name", ["stories.jsonl", "stories.jsonl.gz"])
def test_what_is_met(name: str, rules: Path, tmp_path: Path, capsys: Out) -> None:
    path = stories(tmp_path / name, ENRICHED, b"", replace(ENRICHED, uri="urn:b", text="Rain.", zones=()))
    code, (line,), err = told(capsys, rules, path)
    assert code == Exit.OK
    assert (line["rule"], line["uri"], line["version"]) == ("Harbours", URI, 3)
    assert line["found"] == [{"where": "any[0].text", "words": "harbour of Valletta", "start": 20, "end": 39}]
    assert err.splitlines() == ["2 stories, 2 rules", "       1  Harbours", "       0  Nothing of the kind"]


def test_what_is_taken_back(rules: Path, tmp_path: Path, capsys: Out) -> None:
    path = stories(
        tmp_path / "stories.jsonl", ENRICHED, replace(ENRICHED, version=4),
        replace(ENRICHED, version=5, text="Rain.", zones=()), ENRICHED, replace(ENRICHED, status="canceled"),
    )  # fmt: skip
    _, lines, err = told(capsys, rules, path)
    assert [(one["version"], one.get("taken_back")) for one in lines] == [
        (3, None), (4, None), (5, "changed"), (3, None), (3, "canceled"),
    ]  # fmt: skip
    assert "       2  Harbours" in err, "a story that goes on meeting it counts once"


def test_a_line_that_is_no_enriched_story_is_told_and_the_rest_goes_on(
    rules: Path, tmp_path: Path, capsys: Out
) -> None:
    path = stories(tmp_path / "stories.jsonl", b'{"uri": "urn:x"}', b"{", ENRICHED)
    code, lines, err = told(capsys, rules, path)
    assert (code, len(lines)) == (Exit.PARTLY, 1)
    assert f"{path}, line 1: " in err
    assert "`slugline extract` makes enriched stories" in err


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.toml", "[[rule]", "line 1"), ("a.yaml", "rule: [", "line 1"),
        ("a.yaml", "a: !!python/name:os.system x", "tag"),
        ("a.toml", "[[rule]]\nname = 'x'\nany = [{txt = 'a'}]", "rule[0].any[0].txt: no such field"),
        ("a.yaml", "- 1", "expected"), ("a.yaml", "[" * 5000, "nested too deep"),
        ("a.toml", "", "rule: missing"), ("a.toml", "a = " + "[" * 20_000, "nested too deep"),
        ("a.yaml", "rule: []\n" * 2, "line 2: 'rule' stands twice"),
        ("a.yaml", "rule: &a [*a]", "line 1: holds itself"), ("a.yaml", "", "expected object"),
        ("a.yaml", 'rule: [{name: "\\uD800", any: [{text: a}]}]', "rule[0] ('\\ud800').name: half of"),
    ],
)  # fmt: skip
def test_a_watchlist_with_a_fault(name: str, text: str, says: str, tmp_path: Path, capsys: Out) -> None:
    (tmp_path / name).write_text(text)
    code, _, err = told(capsys, tmp_path / name, "--check")
    assert code == Exit.USAGE
    assert str(tmp_path / name) in err and says in err
    assert "docs/watchlists.md" in err


@pytest.mark.parametrize("line", ['url: "https://a.example/s3cret', "url: @https://a.example/s3cret"])
def test_a_line_of_yaml_with_a_fault_is_not_shown(line: str, tmp_path: Path, capsys: Out) -> None:
    """It may be the url of a webhook, and a worker logs what is wrong."""
    (tmp_path / "a.yaml").write_text(f"webhook:\n- name: a\n  {line}\n")
    code, _, err = told(capsys, tmp_path / "a.yaml", "--check")
    assert code == Exit.USAGE
    assert f"{tmp_path / 'a.yaml'}: line " in err and "s3cret" not in err


@pytest.mark.parametrize("nest", ["[*{0}, *{0}]", "{{<<: [*{0}, *{0}], {1}: 1}}"])
def test_a_page_of_aliases_that_would_be_gigabytes(nest: str, tmp_path: Path, capsys: Out) -> None:
    """Read as it stands it would take minutes, or the machine."""
    nested = "".join(f"a{one}: &a{one} {nest.format(f'a{one - 1}', f'k{one}')}\n" for one in range(1, 60))
    (tmp_path / "a.yaml").write_text(f"a0: &a0 {{k0: 1}}\n{nested}")
    code, _, err = told(capsys, tmp_path / "a.yaml", "--check")
    assert code == Exit.USAGE
    assert "its aliases make too much of it" in err


def test_aliases_of_yaml_may_be_used(tmp_path: Path, capsys: Out) -> None:
    same = "".join(f"- {{name: r{one}, any: *words}}\n" for one in range(300))
    (tmp_path / "a.yaml").write_text(f"rule:\n- {{name: r, any: &words [{{text: strike}}]}}\n{same}")
    code, _, err = told(capsys, tmp_path / "a.yaml", "--check")
    assert (code, "301 rules are good" in err) == (0, True)


def test_what_is_not_there(rules: Path, tmp_path: Path, capsys: Out) -> None:
    assert told(capsys, tmp_path / "no.toml")[0] == Exit.USAGE
    code, _, err = told(capsys, rules, tmp_path / "no.jsonl")
    assert (code, "no.jsonl: cannot be read: No such file" in err) == (Exit.USAGE, True)
    assert told(capsys)[0] == Exit.USAGE


def test_the_rules_alone(rules: Path, capsys: Out) -> None:
    assert told(capsys, rules, "--check")[2].rstrip().endswith("2 rules are good")


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://169.254.169.254/latest", True), ("http://[::1]:8000/", True), ("https://10.0.0.8/x", True),
        ("https://93.184.216.34/", False), ("https://desk.example/alerts", False),
    ],
)  # fmt: skip
def test_an_address_that_nothing_is_sent_to_is_told(
    url: str, private: bool, tmp_path: Path, capsys: Out
) -> None:
    (tmp_path / "a.toml").write_text(
        '[[rule]]\nname = "r"\nany = [{ text = "strike" }]\n'
        f'[[webhook]]\nname = "desk"\nsecret_env = "DESK"\nurl = "{url}"\n'
    )
    code, _, err = told(capsys, tmp_path / "a.toml", "--check")
    assert code == 0 and "1 rule is good" in err
    assert ("no public address" in err) == private


def test_the_example_of_the_docs_is_good_and_so_says_the_schema(tmp_path: Path, capsys: Out) -> None:
    import tomllib

    from jsonschema import Draft202012Validator

    docs = (Path(__file__).parents[2] / "docs" / "watchlists.md").read_text()
    text = docs.split("```toml\n")[1].split("```")[0]
    (tmp_path / "docs.toml").write_text(text)
    assert told(capsys, tmp_path / "docs.toml", "--check")[0] == Exit.OK
    assert run(["watch", "--schema"]) == Exit.OK
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(tomllib.loads(text))
    assert not Draft202012Validator(schema).is_valid(tomllib.loads(text.replace("text =", "txt =")))


def test_for_a_person(rules: Path, tmp_path: Path, capsys: Out) -> None:
    evil = replace(ENRICHED, headline="A\x1b]52;c;x\x07 headline\nwith a line break")
    path = stories(tmp_path / "stories.jsonl", evil, replace(evil, status="withheld"))
    assert run(["watch", "-o", "pretty", str(rules), str(path)]) == Exit.OK
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Harbours  A") and "\x1b]" not in lines[0] and "line break" in lines[0]
    assert lines[1].strip() == "any[0].text: harbour of Valletta"
    assert lines[2].startswith("Harbours") and lines[2].endswith(": withheld")
