import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { freePort, services, startBrowser } from '../src/index.js';

it('opens a page in a real browser', async () => {
  const port = await freePort();
  const server = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html')
      .end('<h1>Till</h1><script>document.title = 6 * 7</script>');
  }).listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  const browser = await startBrowser();
  onTestFinished(() => browser.close());

  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}`);

  await expect(page.title()).resolves.toBe('42');
});

it('shares its servers with the integration tests', () => {
  expect(Object.values(services())).not.toContain(undefined);
});
