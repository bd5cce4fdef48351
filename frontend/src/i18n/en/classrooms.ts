export const classrooms = {} as const;
