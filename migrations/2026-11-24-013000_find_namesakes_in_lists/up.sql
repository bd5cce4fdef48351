-- Two rows of one list may be about one person: namesakes are asked about before either of them spends a seat.
CREATE INDEX import_rows_of_name ON import_rows (import_id, name_stem(name)) WHERE name <> '';
