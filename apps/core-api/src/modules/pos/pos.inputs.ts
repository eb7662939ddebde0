import { z } from 'zod';
import { MAX_QUANTITY } from './cart-lines.js';

/** Minor units a request may name; a finger that slips on a key is caught before it costs a fortune. */
export const amountInput = z.int().positive().max(1_000_000_000);

export const workstationNameInput = z.string().trim().min(1).max(120);

export const quantityInput = z.int().positive().max(MAX_QUANTITY);
