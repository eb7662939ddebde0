import { eventually } from '@business-control/testing';
import { expect, it, onTestFinished } from 'vitest';
import { listen, login, post } from './shop-client.js';
import { startShop } from './start-standalone.js';

it('a visitor of the shop that `npm start` runs is assigned to the sales agent who is there', async () => {
  const shop = await startShop();
  onTestFinished(() => shop.dispose());
  const { token, ticketId } = await post<{ token: string; ticketId: string }>(
    shop.pageUrl,
    undefined,
    '/visitors/sessions',
    { organization: 'acme' },
  );
  const visitor = await listen(shop.realtimeUrl, token);
  onTestFinished(() => void visitor.socket.close());
  await visitor.socket.emitWithAck('subscribe', { rooms: [`chat:ticket:${ticketId}`] });
  const salesToken = await login(shop.pageUrl, { organization: 'acme', email: 'sales@acme.test' });
  const sales = await listen(shop.realtimeUrl, salesToken);
  onTestFinished(() => void sales.socket.close());
  for (const { received } of [visitor, sales]) {
    await eventually(() =>
      expect(received.filter(({ name }) => name === 'assignment:created')).toMatchObject([
        { payload: { ticketId, salesAgent: { userId: sales.ready.userId } } },
      ]),
    );
  }
});
