import { expect, it, onTestFinished, vi } from 'vitest';
import config from '../vite.config.js';

it('asks core-api at the port that it was given', () => {
  vi.stubEnv('CORE_API_PORT', '4711');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { server } = config({ command: 'serve', mode: 'development' });
  expect(Object.values(server?.proxy ?? {})).toEqual(['http://127.0.0.1:4711']);
});
