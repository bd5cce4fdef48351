DROP INDEX invitations_waiting;
