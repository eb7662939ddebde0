export const broker = 1;
