import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `npx vite desk-ui` serves the sources while `npm start` runs; the pages of the latter reach the API.
export default defineConfig({
  base: '/desk/',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' }, // dev/admin-page.ts puts a new nonce into each answer
  server: { proxy: Object.fromEntries(['/v1', '/auth', '/readyz'].map((path) => [path, { target: 'http://127.0.0.1:8701', changeOrigin: true }])) },
  build: { assetsInlineLimit: 0 }, // the decoder stays a file, loaded with the camera
});
