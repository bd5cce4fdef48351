DROP INDEX pending_redemptions_of_code;
DELETE FROM pending_redemptions WHERE waiting_for = 'approval';
ALTER TABLE pending_redemptions DROP CONSTRAINT pending_redemptions_wait_known;
ALTER TABLE pending_redemptions ADD CONSTRAINT pending_redemptions_wait_known CHECK (waiting_for IN ('email'));
ALTER TABLE codes DROP COLUMN needs_approval;
DROP TABLE code_networks, code_windows;
