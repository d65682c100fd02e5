"""The world of the live page is what the table of towns makes it."""

import json

from ops.world_dots import OUT, dots, written
from slugline.entities.geonames import TOWNS


def test_the_file_is_the_one_built_from_the_table() -> None:
    assert OUT.read_text("utf-8") == written(TOWNS.read_text("utf-8"))
    assert OUT.stat().st_size < 30_000
    assert json.loads(OUT.read_text("utf-8"))["data"] == "GeoNames, CC BY 4.0"


def test_towns_become_dots_once() -> None:
    table = "# a comment\nporto\t1,PT-13,9,41.15,-8.61;2,BR-RS,9,-30.03,-51.23\noporto\t1,PT-13,9,41.2,-8.6\n"
    assert dots(table) == {21: [114], 69: [85]}
    assert dots("pole\t1,AQ,9,-89.9,0.0\neast\t2,FJ,9,0.0,180.0\n") == {49: [0]}
