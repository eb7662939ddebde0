import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const api = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@business-control/source', ...defaultClientConditions] },
  server: { port: 5173, proxy: { '/auth': api, '/pos': api, '/config.json': api } },
  // Browsers that know light-dark(): for older ones it would be rewritten in a way that does not see Mantine's color scheme.
  build: { target: ['chrome123', 'firefox121', 'safari17.5'] },
});
