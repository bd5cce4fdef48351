DROP TABLE organization_courses, lessons, courses;
