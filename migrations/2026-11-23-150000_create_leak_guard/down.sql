DROP TABLE code_alerts;
DROP TABLE leak_guards;
