"""What is done to Apache Kafka in tests: full disks, rules of access, feeds made anew, old certificates."""

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest, DescribeAclsRequest
from aiokafka.structs import OffsetAndMetadata

from slugline import broker
from slugline.broker import admin
from slugline.settings import Settings
from tests.patience import PATIENCE

ANY, ALLOW = 1, 3
READ, WRITE, DELETE, DESCRIBE, DESCRIBE_CONFIGS = 3, 4, 6, 8, 10
TOPIC, GROUP, TRANSACTIONAL_ID, LITERAL = 2, 3, 5, 3
JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required"
GUARDED = {
    "listener.security.protocol.map": "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "PLAINTEXT",
    "sasl.enabled.mechanisms": "PLAIN",
    "sasl.mechanism.inter.broker.protocol": "PLAIN",
    "listener.name.plaintext.plain.sasl.jaas.config": (
        f'{JAAS} username="broker" password="b" user_broker="b" user_desk="d" user_boss="b";'
    ),
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "true",
    "super.users": "User:broker;User:boss;User:ANONYMOUS",
}
"""What makes a broker ask who somebody is, and look what he may do; boss may do everything."""
DESK: dict[str, Any] = {
    "security_protocol": "SASL_PLAINTEXT",
    "sasl_mechanism": "PLAIN",
    "sasl_user": "desk",
    "sasl_password": "d",
}
BOSS: dict[str, Any] = {**DESK, "sasl_user": "boss", "sasl_password": "b"}


async def allow_only(boss: Settings, name: str, operation: int, kind: int = TOPIC) -> None:
    """Allow the user desk one operation on a feed, or something of another kind, and nothing else."""
    async with admin(boss) as connected:
        rule = CreateAclsRequest(kind, name, LITERAL, "User:desk", "*", operation, ALLOW)
        answer = await connected._send_request(rule)
        assert [code for code, _ in answer.creation_responses] == [0]
        await until_acted_on(connected, name, kind, True)


async def forgive(boss: Settings, name: str, kind: int = TOPIC) -> None:
    """Lift whatever is forbidden on a feed, or on something of another kind."""
    async with admin(boss) as connected:
        await connected._send_request(DeleteAclsRequest(kind, name, LITERAL, None, None, ANY, ANY))
        await until_acted_on(connected, name, kind, False)


async def until_acted_on(connected: AIOKafkaAdminClient, name: str, kind: int, ruled: bool) -> None:
    """Wait until the broker has, or has no more, rules for it: the controller answers before it does."""
    filtered = DescribeAclsRequest(kind, name, LITERAL, None, None, ANY, ANY)
    async with asyncio.timeout(PATIENCE):
        while bool((await connected._send_request(filtered)).resources) is not ruled:
            pass


async def configure(settings: Settings, feed: str, name: str, value: str) -> None:
    """Set one thing about a feed, and nothing else."""
    async with admin(settings) as connected:
        await connected.alter_configs([ConfigResource(ConfigResourceType.TOPIC, feed, {name: value})])


async def make_anew(settings: Settings, feed: str, partitions: int) -> None:
    """Delete a feed and create it with so many partitions."""
    async with admin(settings) as connected:
        await connected.delete_topics([feed])
        while True:
            answer = await connected.create_topics([NewTopic(feed, partitions, 1)])
            if answer.topic_errors[0][1] == 0:
                return


async def commit(settings: Settings, feed: str, offset: int, note: str) -> None:
    """Commit an offset of a feed's first partition for the workers' group, and a ``note`` beside it."""
    one = AIOKafkaConsumer(**broker.client(settings), group_id=settings.group, enable_auto_commit=False)
    await one.start()
    try:
        part = TopicPartition(feed, 0)
        one.assign([part])
        await one.commit({part: OffsetAndMetadata(offset, note)})
    finally:
        await one.stop()


async def until_committed(settings: Settings, group: str, feed: str, offset: int) -> None:
    """Wait until a ``group`` has come so far in a feed's first partition."""
    one = AIOKafkaConsumer(**broker.client(settings), group_id=group, enable_auto_commit=False)
    await one.start()
    try:
        for _ in range(round(PATIENCE)):
            if (await one.committed(TopicPartition(feed, 0)) or 0) >= offset:
                return
            await asyncio.sleep(1)
        raise AssertionError(f"{group} has not come to {offset} of {feed}")
    finally:
        await one.stop()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of its own, in memory; the test is skipped where we may not mount one."""
    disk = folder / "disk"
    disk.mkdir()
    size = f"size={megabytes}m"
    if subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", disk], capture_output=True).returncode:
        pytest.skip("needs leave to mount a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def old_certificate(folder: Path, password: str) -> tuple[Path, Path]:
    """A key store of a broker at 127.0.0.1 whose certificate has expired, and that certificate."""
    assert shutil.which("keytool"), "needs Java"
    store, certificate = folder / "old.p12", folder / "old.pem"
    same = ["-keystore", str(store), "-storepass", password, "-alias", "broker"]
    make = ["-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12", "-dname", "CN=broker", "-validity", "2"]
    past = ["-startdate", "2020/01/01", "-ext", "SAN=ip:127.0.0.1"]
    subprocess.run(["keytool", *make, *past, *same], check=True, capture_output=True)
    export = ["keytool", "-exportcert", "-rfc", "-file", str(certificate), *same]
    subprocess.run(export, check=True, capture_output=True)
    return store, certificate
