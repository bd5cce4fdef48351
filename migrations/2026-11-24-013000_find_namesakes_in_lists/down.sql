DROP INDEX import_rows_of_name;
