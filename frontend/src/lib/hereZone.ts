/** The time zone of this device: whose day a person means who has no school's. */
export const hereZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
