import { defineConfig } from '@playwright/test';

/** Debian's Chromium; software drawing, so that WebGL is there without a graphics card. */
const chromium = {
  executablePath: process.env.ETALON_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
};

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/startServer.ts',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: 'test-results',
  use: { launchOptions: chromium, trace: process.env.ETALON_E2E_TRACE ? 'retain-on-failure' : 'off', screenshot: 'only-on-failure' },
  projects: [
    { name: 'desk', use: { viewport: { width: 1280, height: 800 } } },
    // A phone has no keyboard, drags no files, and chooses no folders. That axe finds nothing on its pages either is among the long tests.
    { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true }, testMatch: process.env.ETALON_E2E_ALL ? /(mainFlow|upload|accessibility)\.spec\.ts/ : /(mainFlow|upload)\.spec\.ts/, grepInvert: /by keyboard|dropped|folder/ },
  ],
});
