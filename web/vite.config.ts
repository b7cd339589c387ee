import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** The server that `npm run dev` and `npm run preview` speak to. */
const server = process.env.ETALON_URL ?? 'http://127.0.0.1:8080';
const proxy = Object.fromEntries(['/api', '^/h5/', '/zarr', '/openapi.json'].map((path) => [path, { target: server }]));

/** The policy that the portal needs; the server sends the same (docs/reference/portal.md). */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      // The packages of these names evaluate text as code, which the policy forbids.
      'ndarray-ops': fileURLToPath(new URL('src/arrays/ndarrayOps.ts', import.meta.url)),
      ndarray: fileURLToPath(new URL('src/arrays/ndarray.ts', import.meta.url)),
    },
  },
  server: { proxy },
  preview: { proxy, headers: { 'Content-Security-Policy': policy } },
  build: {
    target: 'es2022',
    // The policy forbids data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    manifest: true,
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
