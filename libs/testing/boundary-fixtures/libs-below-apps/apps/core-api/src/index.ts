export const coreApi = 1;
