DROP INDEX licenses_by_end;
DROP INDEX seat_entries_not_spent;
DROP TABLE seat_alerts;
