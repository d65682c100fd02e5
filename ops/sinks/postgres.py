"""A feed into Postgres: ``python -m ops.sinks.postgres quotes postgresql://... [--follow]``.

Needs psycopg.
"""

import re
from collections.abc import Mapping, Sequence

import psycopg

from ops.sinks import copying, statements
from ops.sinks.copying import Row


class Postgres:
    """One feed's table. Rows and offsets are committed together, so nothing is taken twice or not at all."""

    def __init__(self, table: str, uri: str) -> None:
        """Connect, and make the tables that are missing."""
        self._table = table
        self._connection = psycopg.connect(uri, autocommit=True)
        # :id is how the document says it, %(id)s how psycopg does
        create, *rest = (re.sub(r":(\w+)", r"%(\1)s", one) for one in statements.of("table.sql", table))
        self._insert, self._delete, stands = rest
        self._connection.execute(create)
        view = f"CREATE OR REPLACE VIEW {statements.STANDS}{table} AS {stands}"
        self._connection.execute(view)
        self._connection.execute(
            f"CREATE TABLE IF NOT EXISTS {statements.OFFSETS} (feed text, part int, next bigint NOT NULL,"
            " PRIMARY KEY (feed, part))"
        )

    def offsets(self) -> dict[int, int]:
        """Return for each partition the offset to go on at."""
        query = f"SELECT part, next FROM {statements.OFFSETS} WHERE feed = %s"
        return dict(self._connection.execute(query, [self._table]).fetchall())

    def take(self, rows: Sequence[Row], offsets: Mapping[int, int]) -> None:
        """Replace or delete the row of each id, and note the ``offsets``, in one transaction."""
        upsert = (
            f"INSERT INTO {statements.OFFSETS} VALUES (%s, %s, %s)"
            " ON CONFLICT (feed, part) DO UPDATE SET next = excluded.next"
        )
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(self._insert, [one.told() for one in rows if one.value is not None])
            cursor.executemany(self._delete, [one.told() for one in rows if one.value is None])
            cursor.executemany(upsert, [(self._table, *one) for one in offsets.items()])

    def close(self) -> None:
        """Disconnect."""
        self._connection.close()


if __name__ == "__main__":
    copying.main(Postgres, "URI")
