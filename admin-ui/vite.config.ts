import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `npx vite admin-ui` serves the sources while `npm start` runs; the admin page of the latter reaches the API.
export default defineConfig({
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' }, // dev/admin-page.ts puts a new nonce into each answer
  server: { proxy: Object.fromEntries(['/v1', '/auth', '/readyz'].map((path) => [path, { target: 'http://127.0.0.1:8701', changeOrigin: true }])) },
  build: { chunkSizeWarningLimit: 1500 }, // react-admin is one chunk, loaded from loopback
});
