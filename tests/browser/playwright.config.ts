import { defineConfig, type Project } from '@playwright/test';
import type { Installed } from './engines.ts';
import { host, type Access } from './inspector.ts';

/** What a person does with the page, which must work however it came and by whichever hands. */
const asPeopleUseIt = ['evidence.spec.ts', 'inspector.spec.ts', 'kept.spec.ts', 'scenarios.spec.ts'];

export default defineConfig<object, Access & { installed: Installed }>({
  outputDir: '../../test-results',
  forbidOnly: true,
  fullyParallel: true,
  // A busy machine may starve a browser: it gets a second chance, and the summary calls the test flaky.
  retries: process.env.CI === 'true' ? 1 : 0,
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
    { name: 'file', use: { scheme: 'file' }, testIgnore: 'engines.spec.ts' },
    { name: 'http', use: { scheme: 'http' }, testMatch: asPeopleUseIt },
    { name: 'keyboard', use: { hands: 'keyboard' }, testMatch: asPeopleUseIt },
    { name: 'touch', use: { hands: 'touch', hasTouch: true, viewport: { width: 390, height: 844 } }, testMatch: asPeopleUseIt },
    engine({ name: 'firefox', path: process.env.FIREFOX ?? '/usr/bin/firefox-esr' }),
    engine({ name: 'webkit', path: process.env.WEBKIT ?? '/usr/bin/WebKitWebDriver' }),
  ],
});

/** Not parallel: all of its tests share one start. */
function engine(installed: Installed): Project<object, { installed: Installed }> {
  return { name: installed.name, use: { installed }, testMatch: 'engines.spec.ts', fullyParallel: false };
}
