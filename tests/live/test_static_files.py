"""The pages' own files: no markup made of text, no script in a page, no other host, none too long."""

import re
from pathlib import Path

import pytest

from slugline.live.pages import PAGES, STATIC

FILES = sorted(STATIC.iterdir())
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function"
    r"|setTimeout\(\s*[\"']|srcdoc|\.style\b|cssText"
)
"""What makes markup, code or a style of a text."""
IN_A_PAGE = re.compile(r"\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/2000/svg)[\w.-]+\.\w+")
IMPORT = re.compile(r'from "\./([\w-]+\.js)"')


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_short_and_asks_nobody_else(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") < 250
    assert ELSEWHERE.findall(text) == []
    assert IN_A_PAGE.findall(text) == [] or path.suffix != ".html"
    assert FORBIDDEN.findall(text) == [] or path.suffix != ".js"


def test_all_of_them_are_used() -> None:
    used = set(PAGES.values())
    for path in FILES:
        text = path.read_text("utf-8")
        used |= set(re.findall(r'"static/([\w.-]+)"', text)) | set(IMPORT.findall(text))
    assert {path.name for path in FILES} == used


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (FORBIDDEN, "one.innerHTML = text"),
        (FORBIDDEN, "setTimeout('x()', 1)"),
        (IN_A_PAGE, '<p onclick="x()">'),
        (IN_A_PAGE, "<script>x()</script>"),
        (IN_A_PAGE, '<p style="color: red">'),
        (ELSEWHERE, '<link href="//fonts.example.com/x.css">'),
        (ELSEWHERE, "fetch('https://cdn.example/x')"),
    ],
)
def test_the_checks_notice(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)
