-- The overview tells of invitations that wait for a seat: counted without reading all the others.
CREATE INDEX invitations_waiting ON invitations (organization_id) WHERE waits_since IS NOT NULL AND accepted_at IS NULL AND withdrawn_at IS NULL;
