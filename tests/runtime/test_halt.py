"""Who was asked to stop ends well, whatever a library cancels as it stops; what fails meanwhile is told."""

import asyncio
import os
import signal
from types import SimpleNamespace
from typing import Any

import pytest

from slugline import closing
from slugline.runtime import faust_app, stories_role, trends_role, worker
from slugline.runtime.halt import Halt
from slugline.runtime.logs import Outage
from slugline.runtime.watched_task import CutOff, watched
from slugline.settings import load
from tests.patience import turns, until


async def cut_off() -> None:
    """As by a library that stops: nobody has cancelled this task."""
    raise asyncio.CancelledError


async def fails() -> None:
    raise KeyError("a")


async def goes() -> None:
    pass


@pytest.mark.parametrize(
    ("work", "stopping", "told"),
    [
        (cut_off, False, ["the watch ended: a library cancelled it"]),
        (cut_off, True, []),
        (fails, False, ["the watch failed: KeyError('a')"]),
        (fails, True, ["the watch failed: KeyError('a')"]),
        (goes, False, ["the watch ended"]),
        (goes, True, ["the watch ended"]),
    ],
)
async def test_only_what_a_library_cancels_is_no_news_to_who_is_stopping(
    work: Any, stopping: bool, told: list[str]
) -> None:
    heard: list[str] = []
    halt = Halt(heard.append, lambda: stopping)
    task = watched(work(), "the watch", halt)
    await asyncio.wait({task})
    await asyncio.sleep(0)
    assert heard == told
    assert halt.halted is bool(told)


def test_it_is_told_once_and_a_real_failure_behind_what_was_none() -> None:
    heard: list[str] = []
    halt = Halt(heard.append, lambda: True)
    for reason in (CutOff("a"), "b", "c"):
        halt(reason)
    assert heard == ["b"]


async def asked() -> None:
    """Be asked to stop, and go on for a while."""
    os.kill(os.getpid(), signal.SIGTERM)
    await turns()


@pytest.mark.parametrize(("ends", "code"), [(cut_off, worker.OK), (fails, worker.FAILED), (goes, worker.OK)])
@pytest.mark.parametrize("role", ["stories", "trends"])
async def test_a_worker_that_is_asked_to_stop_while_a_role_ends(
    role: str, ends: Any, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object) -> None:
        """Outlive a cancellation, and end in its own way."""
        try:
            await asked()
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            assert task is not None
            task.uncancel()
        await ends()

    async def stop(self: Any, *, drain: bool) -> None:
        await ends()

    async def started(self: Any) -> None:
        await asked()

    monkeypatch.setenv("SLUGLINE_ROLES", role)
    monkeypatch.setenv("SLUGLINE_HTTP_PORT", "0")
    monkeypatch.setattr("threading.Timer", lambda *_: SimpleNamespace(start=lambda: None))
    monkeypatch.setattr(trends_role, "run", dies)
    monkeypatch.setattr(stories_role.StoriesRole, "start", started)
    monkeypatch.setattr(stories_role.StoriesRole, "stop", stop)
    if role == "trends" and ends is goes:
        code = worker.FAILED  # a role that plays on ends by being cancelled, else it was at its end before
    assert await worker.Worker(load()[0], Outage()).run() == code


async def test_who_stops_what_it_is_made_of_stops_all_of_it_though_a_library_cancels_one() -> None:
    await stories_role._stopped(cut_off())
    with pytest.raises(KeyError):
        await stories_role._stopped(fails())
    begun = asyncio.Event()

    async def slow() -> None:
        begun.set()
        await asyncio.sleep(9)

    stopping = asyncio.create_task(stories_role._stopped(slow()))
    await begun.wait()
    stopping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopping


async def test_the_thread_of_a_consumer_comes_to_its_end_though_its_client_cancels_itself() -> None:
    stopped: list[str] = []

    class FaustThread:
        async def on_thread_stop(self) -> None:
            stopped.append("the queue of calls")

    class AiokafkaThread(FaustThread):
        _consumer = SimpleNamespace(stop=cut_off, _client=SimpleNamespace(close=lambda: closed()))

        async def on_thread_stop(self) -> None:
            raise AssertionError("its own passes a CancelledError on")

    async def closed() -> None:
        stopped.append("the connections")

    await faust_app._thread_stops(AiokafkaThread())
    assert stopped == ["the queue of calls", "the connections"]


async def test_faust_gives_its_consumer_such_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    app = faust_app.build(load()[0])
    thread: Any = app._new_consumer()
    thread = thread._thread
    done: list[object] = []

    async def note(one: object) -> None:
        done.append(one)

    monkeypatch.setattr(closing, "stop", note)
    thread._consumer = "client"
    await thread.on_thread_stop()
    await until(lambda: done == ["client"])
    thread.thread_loop.close()
