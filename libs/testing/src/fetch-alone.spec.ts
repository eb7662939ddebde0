import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { fetchAlone } from './fetch-alone.js';

interface Answer {
  readonly cookie: string;
  readonly port: number;
}

it('a request made alone brings its headers and leaves no connection for the next', async () => {
  const server = createServer(({ headers, socket }, response) => {
    response.end(JSON.stringify({ cookie: headers.cookie, port: socket.remotePort }));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answers: Answer[] = [];
  for (const cookie of ['one', 'two', 'three']) {
    const response = await fetchAlone(url, { headers: { cookie } });
    answers.push((await response.json()) as Answer);
  }
  expect(answers.map(({ cookie }) => cookie)).toEqual(['one', 'two', 'three']);
  expect(new Set(answers.map(({ port }) => port)).size).toBe(3);
});
