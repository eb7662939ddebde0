export const servers = 1;
