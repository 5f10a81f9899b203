import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compress } from './build/compress.ts';
import { first } from './build/first.ts';
import { LongestFirst } from './build/longest_first.ts';
import { withoutFirst } from './build/preload.ts';
import { chunkName, texts } from './build/texts.ts';

// `npm run dev` serves the screens with the API of a running Vefa: ./dev run
const server = process.env.VEFA_URL ?? 'http://127.0.0.1:8420';

export default defineConfig({
  base: '/app/',
  plugins: [react(), texts(), compress()],
  resolve: {
    alias: {
      '~': new URL('./src', import.meta.url).pathname,
      // The build reads the texts apart: src/i18n/icu.ts.
      '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js',
    },
  },
  server: { proxy: { '/api': server, '/c': server } },
  build: {
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: withoutFirst() },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // The customer's own pages, which the server draws, ask for sign.js by its name.
      input: { index: 'index.html', sign: 'src/portal/sign.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'sign' ? 'sign.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: chunkName,
        codeSplitting: first,
      },
    },
  },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
          environment: 'jsdom',
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 120_000,
          maxWorkers: 2, // each file has its own server and browser, and waits half of its time
          expect: { poll: { timeout: 30_000 } }, // as long as Playwright waits
        },
      },
    ],
  },
});
