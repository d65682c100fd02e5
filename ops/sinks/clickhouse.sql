CREATE TABLE IF NOT EXISTS quotes (id UUID, part UInt32, written Int64, uri String, version UInt64, value String, place UInt64,
                                   retracted UInt8)
ENGINE = ReplacingMergeTree(place, retracted) ORDER BY (id, part);

INSERT INTO quotes VALUES ({id:UUID}, {partition:UInt32}, {timestamp:Int64}, {uri:String}, {version:UInt64}, {value:String},
                           {offset:UInt64}, {retracted:UInt8});

SELECT * FROM quotes FINAL ORDER BY written DESC, part DESC LIMIT 1 BY id;
