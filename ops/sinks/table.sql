CREATE TABLE IF NOT EXISTS quotes (id uuid, part int, written bigint NOT NULL, uri text NOT NULL, version bigint NOT NULL,
                                   value jsonb NOT NULL, PRIMARY KEY (id, part));

INSERT INTO quotes (id, part, written, uri, version, value) VALUES (:id, :partition, :timestamp, :uri, :version, :value)
ON CONFLICT (id, part) DO UPDATE
SET written = excluded.written, uri = excluded.uri, version = excluded.version, value = excluded.value;

DELETE FROM quotes WHERE id = :id AND part = :partition;

SELECT * FROM quotes AS one WHERE NOT EXISTS
    (SELECT 1 FROM quotes AS other WHERE other.id = one.id AND (other.written, other.part) > (one.written, one.part));
