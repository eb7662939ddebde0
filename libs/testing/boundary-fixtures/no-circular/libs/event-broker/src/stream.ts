import { queue } from './queue.js';

export const stream = () => queue;
