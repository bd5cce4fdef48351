-- A mail is read on a phone: beside its text it has the same words as HTML. Mails that wait from before have none.

ALTER TABLE mails ADD COLUMN body_html text;
