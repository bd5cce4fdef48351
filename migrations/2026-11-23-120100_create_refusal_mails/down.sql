DROP TABLE refusal_mails;
