import { defineConfig } from '@playwright/test';
import { host, type Access } from './inspector.ts';

export default defineConfig<object, Access>({
  outputDir: '../../test-results',
  forbidOnly: true,
  fullyParallel: true,
  reporter: 'list',
  use: {
    launchOptions: {
      // The system's browser, as build.sh finds it.
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        // A host that is not this machine's own: plain http to it has no `navigator.clipboard`.
        `--host-resolver-rules=MAP ${host} 127.0.0.1`,
        '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
        // Chromium has no sandbox for root.
        ...process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      ],
    },
  },
  projects: [
    { name: 'file', use: { scheme: 'file' } },
    { name: 'http', use: { scheme: 'http' }, testIgnore: ['appearance.spec.ts', 'difference.spec.ts'] },
    { name: 'keyboard', use: { hands: 'keyboard' }, testMatch: 'inspector.spec.ts' },
  ],
});
