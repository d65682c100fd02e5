"""A feed into DuckDB, and Parquet of it: ``python -m ops.sinks.duckdb_parquet quotes wire.duckdb``.

Beside the database stands, after each run, ``quotes.parquet`` with what stands. Needs duckdb.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from ops.sinks import copying, statements
from ops.sinks.copying import Row


class DuckDB:
    """One feed's table in a file. Rows and offsets are committed together."""

    def __init__(self, table: str, file: str) -> None:
        """Open ``file``, and make the tables that are missing."""
        self._table = table
        self._folder = Path(file).absolute().parent
        self._connection = duckdb.connect(file)
        create, *rest = (re.sub(r":(\w+)", r"$\1", one) for one in statements.of("table.sql", table))
        self._insert, self._delete, stands = rest
        self._connection.execute(create.replace("jsonb", "json"))
        view = f"CREATE OR REPLACE VIEW {statements.STANDS}{table} AS {stands}"
        self._connection.execute(view)
        self._connection.execute(
            f"CREATE TABLE IF NOT EXISTS {statements.OFFSETS} (feed text, part int, next bigint NOT NULL,"
            " PRIMARY KEY (feed, part))"
        )

    def offsets(self) -> dict[int, int]:
        """Return for each partition the offset to go on at."""
        query = f"SELECT part, next FROM {statements.OFFSETS} WHERE feed = $1"
        return dict(self._connection.execute(query, [self._table]).fetchall())

    def take(self, rows: Sequence[Row], offsets: Mapping[int, int]) -> None:
        """Replace or delete the row of each id, and note the ``offsets``, in one transaction."""
        upsert = (
            f"INSERT INTO {statements.OFFSETS} VALUES ($1, $2, $3)"
            " ON CONFLICT (feed, part) DO UPDATE SET next = excluded.next"
        )
        self._connection.begin()
        try:
            for one in rows:
                if one.value is None:
                    self._connection.execute(self._delete, {"id": one.id, "partition": one.part})
                else:
                    self._connection.execute(self._insert, one.told())
            for part, following in offsets.items():
                self._connection.execute(upsert, [self._table, part, following])
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()

    def export(self) -> Path:
        """Write what stands as Parquet beside the database, whole or not at all, and return the file."""
        file = self._folder / f"{self._table}.parquet"
        parts = file.with_suffix(".part")
        stands = f"SELECT * FROM {statements.STANDS}{self._table} ORDER BY uri, id"
        self._connection.execute(f"COPY ({stands}) TO '{parts}' (FORMAT parquet)")
        parts.replace(file)
        return file

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def main() -> None:
    """Copy as the command line says, and write what stands as Parquet."""
    made: list[DuckDB] = []

    def make(table: str, file: str) -> DuckDB:
        made.append(DuckDB(table, file))
        return made[0]

    copying.main(make, "FILE")
    print(f"wrote {made[0].export()}")


if __name__ == "__main__":
    main()
