from datetime import UTC, datetime
from pathlib import Path

import pytest
import spacy

from slugline.runtime.processed import Raw
from slugline.runtime.reader_pool import PoolBroken, ReaderPool
from slugline.settings import Settings
from tests.integration.processes import wait_until_gone
from tests.integration.wire import story, uri


async def test_each_process_has_the_model_before_the_first_story_and_is_gone_after_the_last() -> None:
    pool = ReaderPool(Settings(processes=2))
    pipeline = await pool.start()
    try:
        assert "3.8" in pipeline.model
        pids = pool.pids
        assert len(pids) == 2
        raws = [Raw(value=story(number)) for number in range(3)]
        processed = await pool.process(raws, datetime.now(UTC), 1_000_000)
        assert [one.uri for one in processed] == [uri(number) for number in range(3)]
    finally:
        pool.stop()
    wait_until_gone(pids)


async def test_a_model_that_is_not_there_is_told_by_name() -> None:
    pool = ReaderPool(Settings(processes=2, model="en_no_such_model"))
    try:
        with pytest.raises(PoolBroken, match="cannot load the model en_no_such_model: "):
            await pool.start()
    finally:
        pool.stop()


async def test_a_model_of_another_language_is_told(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "model")
    pool = ReaderPool(Settings(processes=1, model=str(tmp_path / "model")))
    try:
        with pytest.raises(PoolBroken, match="reads the language 'de'"):
            await pool.start()
    finally:
        pool.stop()
