export const posEvents = {};
