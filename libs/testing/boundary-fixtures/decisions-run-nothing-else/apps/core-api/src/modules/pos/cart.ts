import { carts } from './cart.repository.js';

export const cart = () => carts;
