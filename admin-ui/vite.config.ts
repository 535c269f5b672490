import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What is loaded when it is opened: one file for all pages of a thing. */
const LATER = /admin-ui\/src\/(audit|clients|devices|notices|policies|reports|residents|sites|staff|systems)\/\w+\.tsx$/;

// `npx vite admin-ui` serves the sources while `npm start` runs; the admin page of the latter reaches the API.
export default defineConfig({
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' }, // dev/admin-page.ts puts a new nonce into each answer
  server: { proxy: Object.fromEntries(['/v1', '/auth', '/readyz'].map((path) => [path, { target: 'http://127.0.0.1:8701', changeOrigin: true }])) },
  build: {
    chunkSizeWarningLimit: 1500, // react-admin is one chunk, loaded from loopback
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { debugName: 'later', name: (file) => LATER.exec(file)?.[1] ?? null, priority: 1, includeDependenciesRecursively: false },
            { name: 'shared', minShareCount: 2 }, // else what two pages share would be dozens of small files, each compressed for itself
          ],
        },
      },
    },
  },
});
