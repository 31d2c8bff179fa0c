/** Firefox and WebKit as their makers ship them, by WebDriver: Playwright drives only builds of its own. */

import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect } from '@playwright/test';

// WebDriver's names of keys. The modifier is the one that copies and pastes.
export const enter = '\ue007';
export const modifier = process.platform === 'darwin' ? '\ue03d' : '\ue009';

type Command = 'Navigate' | 'ExecuteScript' | 'PerformActions';

/** A browser with one page. */
export class Engine {
  readonly #send: (command: Command, parameters: object) => Promise<unknown>;
  readonly close: () => Promise<void>;

  constructor(send: (command: Command, parameters: object) => Promise<unknown>, close: () => Promise<void>) {
    this.#send = send;
    this.close = close;
  }

  async open(address: string): Promise<void> {
    await this.#send('Navigate', { url: address });
  }

  /** Runs a function in the page. */
  async evaluate<Given extends unknown[], Answer>(run: (...given: Given) => Answer, ...given: Given): Promise<Answer> {
    return await this.#send('ExecuteScript', { script: `return (${run})(...arguments)`, args: given }) as Answer;
  }

  /** All of these keys together. */
  async press(...keys: string[]): Promise<void> {
    const turn = (type: string) => (value: string) => ({ type, value });
    const actions = [...keys.map(turn('keyDown')), ...keys.toReversed().map(turn('keyUp'))];
    await this.#send('PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
}

/** Which browser, and where it is: nowhere if the path is empty. */
export type Installed = { name: keyof typeof starts, path: string };

/** Starts a browser that asks a proxy, such as `127.0.0.1:80`, for every other host. */
export function start({ name, path }: Installed, proxy: string): Promise<Engine> {
  return starts[name](path, { proxyType: 'manual', httpProxy: proxy, sslProxy: proxy });
}

const starts = {
  /** By Marionette, its own WebDriver on a socket: geckodriver would only translate, and Debian has none. */
  async firefox(path: string, proxy: object): Promise<Engine> {
    const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
    // Else it never stops asking its maker for settings and for a newer one. The variable lets the preference say where.
    writeFileSync(join(profile, 'user.js'), `
      user_pref("marionette.port", 0);
      user_pref("services.settings.server", "data:,");
      user_pref("app.update.url", "data:,");
      user_pref("app.update.disabledForTesting", true);`);
    const browser = await run(path, ['--headless', '--marionette', '--profile', profile], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
    });
    const socket = connect(Number(await said(browser.stdout!, /Marionette.*port (\d+)/)), '127.0.0.1');
    const messages = received(socket);
    await messages.next(); // its greeting

    let id = 0;
    const send = async (command: string, parameters: object) => {
      const message = JSON.stringify([0, ++id, command, parameters]);
      socket.write(`${Buffer.byteLength(message)}:${message}`);
      const [, , error, result] = (await messages.next()).value;
      if (error) throw new Error(error.message);
      return result;
    };
    await send('WebDriver:NewSession', { proxy });

    return new Engine(
      async (command, parameters) => (await send(`WebDriver:${command}`, parameters)).value,
      async () => {
        const gone = once(browser, 'exit');
        await send('Marionette:Quit', { flags: ['eForceQuit'] });
        await gone;
        rmSync(profile, { recursive: true });
      },
    );
  },

  /** WebKitGTK has no headless mode. With a screen of its own it has a clipboard of its own, too. */
  async webkit(path: string, proxy: object): Promise<Engine> {
    const screen = await run('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const display = await said(screen.stdio[3] as Readable, /(\d+)/);

    // It would not tell which port it chose.
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    const driver = await run(path, [`--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: `:${display}`,
        GDK_BACKEND: 'x11',
        // WebKit has no sandbox for root.
        ...process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
      },
    });
    const send = async (method: string, path: string, parameters?: object) => {
      const body = parameters ? JSON.stringify(parameters) : null;
      const response = await fetch(`http://127.0.0.1:${port}/${path}`, { method, body });
      const { value } = await response.json() as { value: any };
      if (!response.ok) throw new Error(value.message);
      return value;
    };
    await expect(() => send('GET', 'status')).toPass({ intervals: [50], timeout: 10_000 });
    const { sessionId } = await send('POST', 'session', { capabilities: { alwaysMatch: { proxy } } });

    const paths = { Navigate: 'url', ExecuteScript: 'execute/sync', PerformActions: 'actions' };
    return new Engine(
      (command, parameters) => send('POST', `session/${sessionId}/${paths[command]}`, parameters),
      async () => {
        await send('DELETE', `session/${sessionId}`);
        for (const child of [driver, screen]) {
          const gone = once(child, 'exit');
          child.kill();
          await gone;
        }
      },
    );
  },
};

/** A process that does not outlive this one. */
async function run(path: string, args: string[], options: SpawnOptions): Promise<ChildProcess> {
  const child = spawn(path, args, options);
  await once(child, 'spawn');
  process.once('exit', () => child.kill());
  return child;
}

/** What a process says in the first line that matches. It is read to its end: a full pipe would stop the process. */
function said(stream: Readable, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => createInterface(stream)
    .on('line', line => {
      const found = pattern.exec(line);
      if (found) resolve(found[1]!);
    })
    .on('close', () => reject(new Error(`a process ended before it said ${pattern}`))));
}

/** Messages with their length in bytes before them: `2:[]`. */
async function* received(socket: Socket): AsyncGenerator<any, any> {
  let unread = Buffer.alloc(0);
  for await (const chunk of socket) {
    unread = Buffer.concat([unread, chunk]);
    for (;;) {
      const start = unread.indexOf(':') + 1;
      const end = start + parseInt(unread.toString('latin1', 0, start));
      if (start === 0 || end > unread.length) break;
      yield JSON.parse(unread.toString('utf8', start, end));
      unread = unread.subarray(end);
    }
  }
}
