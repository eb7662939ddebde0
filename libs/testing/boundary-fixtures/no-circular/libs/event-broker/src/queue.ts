import { stream } from './stream.js';

export const queue = () => stream;
