import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const api = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@business-control/source', ...defaultClientConditions] },
  server: { port: 5173, proxy: { '/auth': api, '/pos': api, '/config.json': api } },
  build: { target: 'es2022' },
});
