DROP TABLE enrollments, classroom_blocks, memberships, students, classroom_courses, classroom_staff, classrooms;
