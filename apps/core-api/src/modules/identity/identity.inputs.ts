import { z } from 'zod';
import { roleNames } from './roles.js';

export const emailInput = z.string().trim().toLowerCase().pipe(z.email().max(254));

export const displayNameInput = z.string().trim().min(1).max(120);

export const newPasswordInput = z.string().min(10, 'a password has at least 10 characters').max(200);

export const rolesInput = z
  .array(z.enum(roleNames))
  .min(1)
  .max(roleNames.length)
  .describe('all the user is to hold');
