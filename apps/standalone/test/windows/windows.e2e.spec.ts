import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { accounts } from './accounts.js';
import { conversations } from './conversations.js';
import { oneCart } from './one-cart.js';
import { stockAndOrders } from './stock-and-orders.js';
import { startWindows, type Windows } from './windows.js';

/** One shop and one browser for all of them: both take longer to start than a test lasts. */
describe('several windows', () => {
  let windows: Windows;

  beforeAll(async () => {
    windows = await startWindows();
  });
  afterEach(() => windows.closeAll());
  afterAll(() => windows?.stop());

  describe('on the till', () => oneCart(() => windows));
  describe('on stock and orders', () => stockAndOrders(() => windows));
  describe('on conversations', () => conversations(() => windows));
  describe('on accounts', () => accounts(() => windows));
});
