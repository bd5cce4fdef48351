DROP INDEX codes_by_themselves, codes_of_batch;
ALTER TABLE codes DROP COLUMN batch_id;
DROP TABLE code_batches;
