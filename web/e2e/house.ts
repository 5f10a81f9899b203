// The real program with the demo company, on a free port, and a real Chromium before it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

export const vefa = process.env.VEFA_BINARY ?? join(import.meta.dirname, '../../build/vefa');
export const password = 'vefa-demo-2026';
export const people = {
  manager: 'deniz@anka.example',
  turkish: 'elif@anka.example',
  hungarian: 'katalin@anka.example',
  hebrew: 'noa@anka.example',
  english: 'jane@anka.example',
  administrator: 'admin@anka.example',
};

type Json = Record<string, unknown>;

/// A person who speaks to the API by herself, as any program would.
export class Caller {
  private cookie = '';
  constructor(private readonly url: string) {}
  async signIn(email: string) {
    const answer = await this.send('POST', '/session', { email, password });
    this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return this;
  }
  async send(method: string, path: string, body?: Json | string) {
    const isText = typeof body === 'string';
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        'Content-Type': isText ? 'message/rfc822' : 'application/json',
        'X-Vefa-Request': '1',
        Cookie: this.cookie,
      },
      body: isText ? body : body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
  async get(path: string): Promise<any> {
    return (await this.send('GET', path)).json();
  }
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
  async post(path: string, body: Json | string): Promise<any> {
    return (await this.send('POST', path, body)).json();
  }
  /// The screens of this person are in this language from now on.
  async speak(language: string) {
    const { version } = (await this.get('/me')).person;
    await this.send('PATCH', '/me', { version, language });
  }
}

export interface House {
  url: string;
  browser: Browser;
  as(email: string): Promise<Caller>;
  /// A window in which this person is signed in; nobody when there is no address.
  enter(email?: string, options?: BrowserContextOptions): Promise<Page>;
  stop(): Promise<void>;
  restart(): Promise<void>;
}

async function serve(
  data: string,
  listen: string,
): Promise<{ process: ChildProcess; url: string }> {
  const running = spawn(vefa, ['serve', '--data', data, '--listen', listen], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: running.stdout as NodeJS.ReadableStream });
  for await (const line of lines) {
    const url = /listens on (http:\S+)/.exec(line)?.[1];
    if (!url) continue;
    running.stdout?.resume();
    return { process: running, url };
  }
  throw new Error('the server ended before it listened');
}

const ended = (running: ChildProcess) =>
  new Promise<void>(resolve => {
    running.once('exit', () => resolve());
    running.kill('SIGTERM');
  });

/// Anything that the page complains of fails the test that reads this.
export const complaints = new WeakMap<Page, string[]>();
const askedAt = new WeakMap<Page, number>();

/// Waits until the page has asked the server for nothing for so long, as one does on which all stands.
export async function silence(page: Page, ms: number) {
  const silentMs = () => Date.now() - (askedAt.get(page) ?? Date.now());
  await expect.poll(silentMs, { timeout: 60_000 }).toBeGreaterThan(ms);
}

function listen(page: Page) {
  const said: string[] = [];
  complaints.set(page, said);
  page.on('request', request => {
    if (request.url().includes('/api/')) askedAt.set(page, Date.now());
  });
  page.on('pageerror', error => said.push(error.message));
  page.on('console', message => {
    const text = message.text();
    // A refused call is told to the person; Chromium notes it besides.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) said.push(text);
  });
}

interface Flags {
  demo?: boolean;
  data?: string; // of a company that is there already, and stays
}

export async function openHouse(flags: Flags = {}): Promise<House> {
  const data = flags.data ?? mkdtempSync(join(tmpdir(), 'vefa-e2e-'));
  if (!flags.data && flags.demo !== false)
    // What people own each story makes for itself.
    execFileSync(vefa, ['demo', '--without-goods', '--data', data], { stdio: 'ignore' });
  let server = await serve(data, '127.0.0.1:0');
  const { url } = server;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return {
    url,
    browser,
    as: email => new Caller(url).signIn(email),
    async enter(email, options) {
      const context = await browser.newContext({
        baseURL: url,
        locale: 'en-GB',
        timezoneId: 'Europe/Istanbul',
        viewport: { width: 1280, height: 860 },
        ...options,
      });
      if (email) {
        const answer = await context.request.post('/api/v1/session', { data: { email, password } });
        if (!answer.ok()) throw new Error(`${email} could not sign in: ${answer.status()}`);
      }
      const page = await context.newPage();
      listen(page);
      return page;
    },
    async restart() {
      await ended(server.process);
      server = await serve(data, new URL(url).host);
    },
    async stop() {
      await browser.close();
      await ended(server.process);
      if (!flags.data) rmSync(data, { recursive: true, force: true });
    },
  };
}
