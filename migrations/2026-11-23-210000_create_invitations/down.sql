ALTER TABLE mails DROP COLUMN refused_at;
DROP TABLE invitation_days, invitation_links, invitations;
