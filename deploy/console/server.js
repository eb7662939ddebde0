// Serves the built page of apps/console: files as they are, any other path of the page as index.html.
import { createServer } from 'node:http';
import helmet from 'helmet';
import sirv from 'sirv';
import { contentSecurityPolicy } from './content-security-policy.js';

const {
  CONSOLE_HOST = '127.0.0.1',
  CONSOLE_PORT = '3002',
  CONSOLE_DIR = 'dist',
  PUBLIC_REALTIME_URL,
} = process.env;

const secure = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy(PUBLIC_REALTIME_URL) },
  // Whoever ends TLS answers for it.
  strictTransportSecurity: false,
});

// No ETag: sirv makes it of size and time, and both can be equal in two builds. index.html is small and never kept;
// what it points to carries a hash in its name.
const page = sirv(CONSOLE_DIR, {
  single: true,
  etag: false,
  setHeaders(response, path) {
    const hashed = path.startsWith('/assets/');
    response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  },
});

const answer = (response, status, text) =>
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(`${text}\n`);

const server = createServer((request, response) => {
  if (request.url === '/health/ready') return answer(response, 200, 'ready');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return answer(response, 405, 'method not allowed');
  secure(request, response, () => page(request, response));
});

// Longer than a proxy sends requests on a connection: one that is sent while it ends is answered by nobody.
server.keepAliveTimeout = 65_000;

server.listen(Number(CONSOLE_PORT), CONSOLE_HOST, () =>
  console.log(`The console is served on http://${CONSOLE_HOST}:${CONSOLE_PORT}`),
);

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => server.close());
