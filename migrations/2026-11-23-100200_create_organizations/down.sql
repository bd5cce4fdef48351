DROP TABLE staff, organizations;
