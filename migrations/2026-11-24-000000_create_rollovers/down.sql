DROP TABLE rollover_codes, rollover_transfers, rollover_students, rollover_rooms, rollovers;
