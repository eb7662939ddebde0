import { catalogue } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { eventsPage } from './events-page.js';

const docs = '../../../../docs';

describe('docs/EVENTS.md', () => {
  it('is what the catalogue says; `npm run docs` writes it', async () => {
    await expect(eventsPage(catalogue)).toMatchFileSnapshot(`${docs}/EVENTS.md`);
  });
});
