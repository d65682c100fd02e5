"""The records that intake is timed on are read, each as one story of the same copy."""

import pytest

from benchmarks.formats import samples
from slugline import intake

SAMPLES = dict(samples())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_one_story(name: str) -> None:
    story = intake.read(SAMPLES[name])
    assert story.text.count("Ship number") == 22
    assert story.headline == "Harbour of Ostvik opens after a week of storms"
