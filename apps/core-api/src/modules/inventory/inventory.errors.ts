import type { ErrorTable } from '../../platform/errors/error-codes.js';

/** Every rule of the warehouse that can be violated, as HTTP answers it. */
export const inventoryErrors = {
  'inventory.product-not-found': { status: 404, message: 'There is no such product' },
  'inventory.warehouse-not-found': { status: 404, message: 'There is no such warehouse' },
  'inventory.movement-not-found': { status: 404, message: 'There is no such movement' },
  'inventory.sku-taken': { status: 409, message: 'Another product has this SKU' },
  'inventory.warehouse-name-taken': { status: 409, message: 'Another warehouse has this name' },
  'inventory.stock-insufficient': { status: 409, message: 'There are not enough units left' },
  'inventory.stock-too-large': { status: 409, message: 'A warehouse cannot hold so many units of a product' },
  'inventory.batches-too-many': {
    status: 409,
    message: 'A product cannot have so many batches in one warehouse',
  },
  'inventory.not-reserved': { status: 409, message: 'More units leave than were set aside' },
  'inventory.batch-insufficient': { status: 409, message: 'The batch has not enough units left' },
  'inventory.batch-expires-otherwise': {
    status: 409,
    message: 'The batch is known with another expiry date',
  },
  'inventory.movement-not-draft': { status: 409, message: 'The movement is no draft any more' },
  'inventory.movement-not-applied': {
    status: 409,
    message: 'Only a movement that is applied can be reversed',
  },
  'inventory.reason-required': { status: 409, message: 'An adjustment needs a reason' },
  'inventory.destination-required': { status: 409, message: 'A transfer goes to another warehouse' },
  'inventory.destination-unexpected': { status: 409, message: 'Only a transfer has a destination' },
  'inventory.quantity-not-positive': {
    status: 409,
    message: 'A quantity is above zero; only an adjustment takes units off by one below zero',
  },
  'inventory.count-session-not-found': { status: 404, message: 'There is no such count session' },
  'inventory.count-session-running': {
    status: 409,
    message: 'The warehouse is being counted already: join that session, apply it or cancel it',
  },
  'inventory.count-session-not-counting': {
    status: 409,
    message: 'Only a session that is open or counting takes counts, and only one with counts can be closed',
  },
  'inventory.count-session-not-closed': { status: 409, message: 'The session is not closed' },
  'inventory.count-session-ended': { status: 409, message: 'The session is applied or cancelled already' },
  'inventory.count-session-full': { status: 409, message: 'The session cannot take more products' },
  'inventory.count-outdated': {
    status: 409,
    message: 'The stock has moved since it was counted: count again',
  },
} as const satisfies ErrorTable;

declare module '../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    inventory: keyof typeof inventoryErrors;
  }
}
