/** The least and the most that core-api takes for a password, in characters. */
export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;
