"""Webhooks: what they are sent, how it is signed, what answers mean, and where they may not go."""

import asyncio
import base64
import hmac
import json
import logging
import socket
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web

from slugline.folds.watchlists.rules import Webhook, read
from slugline.records.cloudevents import headers
from slugline.records.codec import encode
from slugline.records.feeds import ALERTS
from slugline.records.schema_error import SchemaError
from slugline.runtime import webhook_endpoint
from slugline.runtime.webhook_addresses import NotAllowedError, guard, is_public, networks
from slugline.runtime.webhook_endpoint import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    LONGEST_WISH,
    Answer,
    Endpoint,
    pause,
)
from slugline.runtime.webhook_message import Message, keys, message
from slugline.settings import Settings, SettingsError
from slugline.watchlist_file import WatchlistError
from tests.patience import PATIENCE
from tests.records.records import ALERT, RETRACTION, STORY

KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()
LOCAL = Settings(webhook_networks=("127.0.0.0/8", "::1/128"))
PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "192.0.0.192",
    "168.63.129.16",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:192.0.0.192",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2002:0a00:0001::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "fe80::1",
    "fe80::1%lo",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "5f00::1",
    "3fff:fff::1",
]
PUBLIC = [
    "8.8.8.8",
    "93.184.216.34",
    "172.32.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:0808:0808::1",
]


def entry(address: str) -> Any:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return family, socket.SOCK_STREAM, 6, "", (address, 443)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_socket_is_made_to_an_address_that_is_not_public(address: str) -> None:
    with pytest.raises(NotAllowedError, match="is not public"):
        guard((), public=True)(entry(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_socket_is_made_to_a_public_address_by_https_only(address: str) -> None:
    assert is_public(ip_address(address))
    guard((), public=True)(entry(address)).close()
    with pytest.raises(NotAllowedError, match="the url has no https"):
        guard((), public=False)(entry(address))


def test_networks_that_are_allowed_are() -> None:
    allowed = networks(("10.1.0.0/16", "fd00::/8"))
    for address in ("10.1.2.3", "::ffff:10.1.2.3", "fd00::7"):
        guard(allowed, public=False)(entry(address)).close()
    for address in ("10.2.0.1", "127.0.0.1", "::ffff:10.2.0.1"):
        with pytest.raises(NotAllowedError):
            guard(allowed, public=True)(entry(address))
    with pytest.raises(SettingsError, match=r"SLUGLINE_WEBHOOK_NETWORKS: 10\.1\.2\.3/8 has host bits set"):
        networks(("10.1.2.3/8",))


def record(value: Any, offset: int = 7) -> Any:
    data = encode(value)
    told = headers(value, ALERTS, time="2031-04-07T10:15:00Z", value=data)
    return SimpleNamespace(headers=told, value=data, offset=offset, key=b"Harbour")


def test_the_message_is_a_cloud_event_with_an_id_of_its_own() -> None:
    one = message(record(ALERT))
    event = json.loads(one.body)
    assert {name: event[name] for name in ("specversion", "type", "source", "subject", "time")} == {
        "specversion": "1.0", "type": "slugline.alert.v1", "source": "urn:slugline:alerts",
        "subject": STORY.uri, "time": "2031-04-07T10:15:00Z",
    }  # fmt: skip
    assert (event["data"], event["datacontenttype"]) == (json.loads(encode(ALERT)), "application/json")
    assert message(record(ALERT)) == one
    assert message(record(ALERT, 8)).id != one.id
    assert json.loads(message(record(RETRACTION)).body)["type"] == "slugline.alert.retracted.v1"


def test_it_is_signed_as_the_standard_says() -> None:
    """The example of its specification: key, id, time and body as there, signature reckoned by it."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    webhook = Webhook(name="desk", url="https://a.example/", secret_env="DESK")
    signers = keys(webhook, {"DESK": f"{secret} {SECRET}\n"})
    told = Message(id="msg_p5jXN8AQM9LWM0D4loKWxJek", body=b'{"test": 2432232314}').headers(
        signers, 1614265330
    )
    first, second = told["webhook-signature"].split(" ")
    assert first == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    signed = b'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}'
    assert second == "v1," + base64.b64encode(hmac.new(KEY, signed, "sha256").digest()).decode()
    assert (told["webhook-id"], told["webhook-timestamp"]) == ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a secret has 16 bytes at least"),
        ("whsec_YWJj", "a secret has 16 bytes at least"),
        ("hunter2 is no base64!", "a secret is base64"),
    ],
)
def test_a_secret_that_is_none_is_refused_and_never_told(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(text)
    by_name = Webhook(name="desk", url="https://a.example/", secret_env="DESK")
    by_file = Webhook(name="desk", url="https://a.example/", secret_file=str(path))
    for webhook in (by_name, by_file):
        with pytest.raises(WatchlistError, match=says) as refused:
            keys(webhook, {"DESK": text})
        assert not text or text.split()[0] not in str(refused.value)
    path.unlink()
    with pytest.raises(WatchlistError, match="No such file"):
        keys(by_file, {})


HOOK = {"name": "a", "url": "https://a.example/"}


@pytest.mark.parametrize(
    ("hooks", "rule", "says"),
    [
        ([{"name": "a"}], {}, "webhook[0].url: missing"),
        ([{"name": "a", "url": "ftp://a.example/", "secret_env": "A"}], {}, "webhook[0].url"),
        ([{"name": "a", "url": "https://me:pass@a.example/", "secret_env": "A"}], {}, "webhook[0].url"),
        ([HOOK | {"secret_file": "whsec_c2VjcmV0"}], {}, "webhook[0] ('a').secret_file: is to name"),
        ([HOOK | {"secret_env": "whsec_c2VjcmV0"}], {}, "webhook[0].secret_env: expected string matching"),
        ([HOOK], {}, "webhook[0] ('a'): one of secret_env and secret_file"),
        ([HOOK | {"secret_env": "A"}] * 2, {}, "another webhook has this name"),
        ([{"name": "A b", "url": "https://a.example/", "secret_env": "A"}], {}, "webhook[0].name"),
        ([], {"webhooks": ["a"]}, "rule[0] ('r').webhooks: there is no webhook 'a'"),
        ([], {"novelty": 1.5}, "rule[0].novelty"),
    ],
)  # fmt: skip
def test_a_watchlist_with_a_fault_in_its_webhooks(hooks: list[Any], rule: dict[str, Any], says: str) -> None:
    with pytest.raises(SchemaError) as refused:
        read({"rule": [{"name": "r", "any": [{"text": "x"}], **rule}], "webhook": hooks})
    assert says in str(refused.value)
    assert "pass" not in str(refused.value) and "c2VjcmV0" not in str(refused.value)


@pytest.mark.parametrize(
    ("host", "good"),
    [
        ("a.example", True), ("a.example.:8443", True), ("127.0.0.1:1", True), ("[::1]:65535", True),
        ("my_hook", True), ("räksmörgås.example", True), ("desk2", True),
        ("2130706433", False), ("127.1", False), ("1.2.3.4.5", False), ("a.example:65536", False),
        ("a.example:x", False), ("a.example:0", False), ("[::1", False), ("[1::2::3]", False), ("..", False),
        ("a..example", False), ("a" * 64 + ".example", False), (":80", False),
    ],
)  # fmt: skip
def test_a_url_that_leads_nowhere_is_refused(host: str, good: bool) -> None:
    hooks = [{"name": "a", "url": f"https://{host}/s3cret", "secret_env": "A"}]
    rules = [{"name": "r", "any": [{"text": "x"}]}]
    if good:
        assert read({"rule": rules, "webhook": hooks}).webhook[0].name == "a"
        return
    with pytest.raises(SchemaError, match=r"webhook\[0\].*url") as refused:
        read({"rule": rules, "webhook": hooks})
    assert "s3cret" not in str(refused.value)


def test_pauses_double_up_to_a_bound_and_a_wish_is_heard() -> None:
    for tries in (1, 2, 5, 9, 40, 10_000):
        longest = min(FIRST_PAUSE * 2 ** min(tries - 1, 20), LONGEST_PAUSE)
        found = {pause(tries, 0) for _ in range(200)}
        assert len(found) > 100
        assert longest / 2 <= min(found) <= max(found) <= longest
    assert pause(1, 77.0) == 77.0
    assert pause(1, 1e9) == LONGEST_WISH


@dataclass
class Server:
    """A webhook's server: answers what it is told to, and remembers what came."""

    answers: list[Callable[[Any], Any]] = field(default_factory=list)
    came: list[tuple[Any, bytes]] = field(default_factory=list)
    port: int = 0

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        self.came.append((request.headers.copy(), await request.read()))
        answer = self.answers.pop(0)(request) if self.answers else web.Response(status=204)
        if asyncio.iscoroutine(answer):
            answer = await answer
        assert isinstance(answer, web.StreamResponse)
        return answer


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    server = Server()
    runner = web.ServerRunner(web.Server(server), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def endpoint(url: str, settings: Settings = LOCAL) -> AsyncIterator[Endpoint]:
    one = Endpoint(Webhook(name="desk", url=url, secret_env="X"), (KEY,), settings)
    try:
        yield one
    finally:
        await one.close()


def answering(status: int, wish: str = "") -> Callable[[Any], web.Response]:
    more = {"retry-after": wish} if wish else {}
    return lambda _: web.Response(status=status, headers=more)


async def test_a_message_comes_as_it_was_signed() -> None:
    async with serving() as server, endpoint(f"http://127.0.0.1:{server.port}/hook?desk=1") as desk:
        assert await desk.send(message(record(ALERT))) == Answer()
        ((told, body),) = server.came
        signed = f"{told['webhook-id']}.{told['webhook-timestamp']}.".encode() + body
        due = base64.b64encode(hmac.new(KEY, signed, "sha256").digest()).decode()
        assert told["webhook-signature"] == f"v1,{due}"
        assert told["content-type"] == "application/cloudevents+json"
        assert told["user-agent"].startswith("slugline/")


async def test_what_answers_mean() -> None:
    async with serving() as server, endpoint(f"http://127.0.0.1:{server.port}/") as desk:
        for status, due in (
            (200, Answer()), (204, Answer()), (400, Answer(why="HTTP 400 Bad Request", final=True)),
            (404, Answer(why="HTTP 404 Not Found")),
            (413, Answer(why=f"HTTP 413 {HTTPStatus(413).phrase}", final=True)),
            (500, Answer(why="HTTP 500 Internal Server Error")), (599, Answer(why="HTTP 599")),
        ):  # fmt: skip
            server.answers.append(answering(status))
            assert await desk.send(message(record(ALERT))) == due
        for wish, seconds in (
            ("17", 17.0),
            ("-1", 0.0),
            ("soon", 0.0),
            ("Fri, 27 Nov 2020 00:00:00 GMT", 0.0),
        ):
            server.answers.append(answering(429, wish))
            assert (await desk.send(message(record(ALERT)))).wish == seconds
        server.answers.append(answering(503, "Fri, 27 Nov 2099 00:00:00 GMT"))
        assert (await desk.send(message(record(ALERT)))).wish > LONGEST_WISH


async def test_no_redirect_is_followed() -> None:
    def elsewhere(request: Any) -> web.Response:
        return web.Response(status=307, headers={"location": str(request.url)})

    async with serving() as server, endpoint(f"http://127.0.0.1:{server.port}/") as desk:
        server.answers.append(elsewhere)
        assert await desk.send(message(record(ALERT))) == Answer(
            why="HTTP 307 Temporary Redirect: no redirect is followed, its own address is wanted"
        )
        assert len(server.came) == 1


async def test_nothing_is_waited_for_behind_the_headers() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b"x" * 65_536)

    async with serving() as server, endpoint(f"http://127.0.0.1:{server.port}/") as desk:
        server.answers.append(endless)
        assert await desk.send(message(record(ALERT))) == Answer()


async def test_who_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_endpoint, "WHOLE_SECONDS", 0.5)

    async def never(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(3600)
        return web.Response()

    async with serving() as server, endpoint(f"http://127.0.0.1:{server.port}/") as desk:
        server.answers.append(never)
        assert (await desk.send(message(record(ALERT)))).why.startswith("no answer in")


async def test_a_name_server_that_is_silent_takes_no_thread_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(webhook_endpoint, "WHOLE_SECONDS", 0.3)
    asked, over = [], threading.Event()

    def silent(host: str, *_rest: Any, **_more: Any) -> list[Any]:
        asked.append(host)
        over.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=1))
    try:
        async with endpoint("https://desk.example/") as desk:
            for _ in range(2):
                assert (await desk.send(message(record(ALERT)))).why.startswith("no answer in")
        assert asked.count("desk.example") == 1  # of one name one thread waits; others ask for theirs
        assert await asyncio.wait_for(asyncio.to_thread(str), PATIENCE) == ""
    finally:
        over.set()


async def test_a_name_is_looked_up_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [entry("127.0.0.1"), entry("10.0.0.1")]
    async with serving() as server, endpoint(f"http://desk.example:{server.port}/") as desk:
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_rest, **_more: [found.pop(0)])
        assert await desk.send(message(record(ALERT))) == Answer()
        assert "10.0.0.1" in (await desk.send(message(record(ALERT)))).why

        def unknown(*_rest: Any, **_more: Any) -> list[Any]:
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        assert "not known" in (await desk.send(message(record(ALERT)))).why


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]"]
)
async def test_a_private_address_is_never_spoken_to(host: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with serving() as server:
        async with endpoint(f"https://{host}:{server.port}/", Settings()) as desk:
            answer = await desk.send(message(record(ALERT)))
        assert answer.why.startswith(("not allowed: ", "its url cannot")), answer
        assert not server.came
        async with endpoint(f"http://{host}:{server.port}/", Settings()) as desk:
            assert (await desk.send(message(record(ALERT)))).why.startswith(
                ("not allowed: ", "its url cannot")
            )
        assert not server.came


async def test_why_it_failed_does_not_tell_the_address() -> None:
    async with endpoint("http://127.0.0.1:1/hooks/s3cret") as desk:
        answer = await desk.send(message(record(ALERT)))
    assert answer.why.startswith("no connection: ")
    assert "refused" in answer.why or "Connect call failed" in answer.why
    assert "s3cret" not in answer.why


@pytest.mark.parametrize(
    ("says", "why"),
    [(b"", "it hung up without an answer"), (b"s3cret\r\n\r\n", "what it answers is no HTTP")],
)
async def test_who_answers_no_http_is_told_from_who_hangs_up(says: bytes, why: str) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(says)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with endpoint(f"http://127.0.0.1:{port}/s3cret") as desk:
            assert (await desk.send(message(record(ALERT)))).why == why


async def test_a_certificate_must_be_right() -> None:
    async with serving() as server, endpoint(f"https://127.0.0.1:{server.port}/") as desk:
        answer = await desk.send(message(record(ALERT)))  # it speaks no TLS at all
        assert answer.why.startswith("no TLS with it: ") and "SSL" in answer.why
        assert not server.came
