DROP TABLE import_rows;
DROP TABLE import_roster_lines;
DROP TABLE import_pieces;
DROP TABLE imports;
