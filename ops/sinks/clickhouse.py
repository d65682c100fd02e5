"""A feed into ClickHouse: ``python -m ops.sinks.clickhouse quotes FOLDER [--follow]``. Needs chdb.

chdb is ClickHouse as a library, which keeps its tables in a folder; with a server the same statements go
through its client. ClickHouse has no transactions: rows go in before the offsets, and those that go in twice
are one.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from chdb.session import Session

from ops.sinks import copying, statements
from ops.sinks.copying import Row


class ClickHouse:
    """One feed's table."""

    def __init__(self, table: str, folder: str) -> None:
        """Open ``folder``, and make the tables that are missing."""
        self._table = table
        self._session = Session(folder)
        self._session.query("CREATE DATABASE IF NOT EXISTS wire ENGINE = Atomic")
        self._session.query("USE wire")
        create, _insert, self._select = statements.of("clickhouse.sql", table)
        self._session.query(create)
        self._session.query(f"CREATE OR REPLACE VIEW {statements.STANDS}{table} AS {self._select}")
        self._session.query(
            f"CREATE TABLE IF NOT EXISTS {statements.OFFSETS} (feed String, part UInt32, next UInt64)"
            " ENGINE = ReplacingMergeTree(next) ORDER BY (feed, part)"
        )

    def offsets(self) -> dict[int, int]:
        """Return for each partition the offset to go on at."""
        query = f"SELECT part, next FROM {statements.OFFSETS} FINAL WHERE feed = '{self._table}'"
        return {one["part"]: int(one["next"]) for one in self._asked(query)}

    def take(self, rows: Sequence[Row], offsets: Mapping[int, int]) -> None:
        """Add the rows, a retraction too, then the ``offsets``."""
        lines = [
            {
                "id": one.id,
                "part": one.part,
                "written": one.written,
                "uri": one.uri,
                "version": one.version,
                "value": one.value or "",
                "place": one.place,
                "retracted": int(one.value is None),
            }
            for one in rows
        ]
        self._put(self._table, lines)
        ends = [{"feed": self._table, "part": part, "next": end} for part, end in offsets.items()]
        self._put(statements.OFFSETS, ends)

    def stands(self) -> list[dict[str, Any]]:
        """Return the rows that stand."""
        return self._asked(self._select)

    def close(self) -> None:
        """Close the folder."""
        self._session.close()

    def _put(self, table: str, lines: Sequence[Mapping[str, object]]) -> None:
        """One insert for many rows, unlike the single one of the document: each makes a part on disk."""
        text = "\n".join(json.dumps(line) for line in lines)
        if text:
            self._session.query(f"INSERT INTO {table} FORMAT JSONEachRow {text}")

    def _asked(self, query: str) -> list[dict[str, Any]]:
        found = str(self._session.query(query, "JSONEachRow"))
        return [json.loads(line) for line in found.split("\n") if line]  # a text may have other line ends


if __name__ == "__main__":
    copying.main(ClickHouse, "FOLDER")
