from dataclasses import replace

from slugline.folds.register.digests import content, made_by
from slugline.records.story import Pipeline

PIPELINE = Pipeline(version="0.2.0", model="en_core_web_sm 3.8.0")


def test_digests_tell_values_and_pipelines_apart() -> None:
    assert content(b"a") == content(b"a") != content(b"b")
    assert content(None) == content(b"")
    assert len(content(b"a")) == 8
    assert made_by(PIPELINE) == made_by(replace(PIPELINE))
    assert len(made_by(PIPELINE)) == 4
    for other in (
        replace(PIPELINE, version="0.2.1"),
        replace(PIPELINE, model="en_core_web_sm 3.8.0, geonames"),
        Pipeline(version="0.2.0en", model="_core_web_sm 3.8.0"),
    ):
        assert made_by(other) != made_by(PIPELINE)
