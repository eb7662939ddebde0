import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, loadEnv } from 'vite';

export default defineConfig(({ command, mode }) => ({
  plugins: [react()],
  resolve: { conditions: ['@business-control/source', ...defaultClientConditions] },
  // The list is not there where images are built.
  server: { port: 5173, proxy: command === 'serve' ? { [apiPaths()]: coreApi(mode) } : {} },
  // Browsers that know light-dark(): for older ones it would be rewritten in a way that does not see Mantine's color scheme.
  build: { target: ['chrome123', 'firefox121', 'safari17.5'] },
}));

/** Where `npm run dev` runs core-api: it reads the same `.env`. */
function coreApi(mode: string): string {
  const { CORE_API_PORT } = loadEnv(mode, fileURLToPath(new URL('../..', import.meta.url)), 'CORE_API_');
  return `http://127.0.0.1:${CORE_API_PORT || 3000}`;
}

/** What core-api answers, as the load balancer knows it. */
function apiPaths(): string {
  const list = new URL('../../deploy/haproxy/api-paths.lst', import.meta.url);
  const segments = readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((segment) => segment.replaceAll('.', '\\.'));
  return `^/(${segments.join('|')})([/?]|$)`;
}
