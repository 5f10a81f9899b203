// How soon the queue stands and answers a key, measured by `./dev web speed [folder]`: figures for
// docs/performance.md and no bar of a test, since they speak of the machine too. The folder holds a
// company that `vefa generate` made; without one a small one is made.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse, people, silence, vefa } from './house';

const isWanted = process.env.VEFA_SPEED === '1';
const given = process.env.VEFA_FOLDER || undefined;
const firsts = 7;
const rounds = 20;
const restMs = 1_500; // on a page before one goes on

let folder = '';
let house: House;
beforeAll(async () => {
  if (!isWanted) return;
  folder = given ?? mkdtempSync(join(tmpdir(), 'vefa-speed-'));
  const generate = ['generate', '--data', folder, '--cases', '2000'];
  if (!given) execFileSync(vefa, generate, { stdio: 'ignore' });
  house = await openHouse({ data: folder });
});
afterAll(async () => {
  await house?.stop();
  if (folder && !given) rmSync(folder, { recursive: true, force: true });
});

interface Stopwatch {
  painted: (mark?: string) => Promise<number>;
  seen: Promise<Record<string, number>>;
}
declare const stopwatch: Stopwatch;

/// When what was just drawn has been painted, by the page's own clock.
const prepare = (page: Page) =>
  page.addInitScript(() => {
    const painted = (mark?: string) =>
      new Promise<number>(resolve => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            if (mark) performance.mark(mark);
            resolve(performance.now());
          };
          port2.postMessage(null);
        });
      });
    Object.assign(window, { stopwatch: { painted } });
  });
const seen = (page: Page) => page.evaluate(() => stopwatch.seen);

/// From the press on a link to the frames in which rows fill the screen, and in which all 50 stand.
const watchRows = (page: Page) =>
  page.evaluate(() => {
    const atOnce = { capture: true, once: true };
    stopwatch.seen = new Promise(resolve => {
      function begin({ timeStamp }: Event) {
        performance.mark('pressed');
        let shown: Promise<number> | undefined;
        const observer = new MutationObserver(() => {
          if (!location.pathname.endsWith('/queue')) return;
          const rows = document.querySelectorAll('main tbody tr[data-row]');
          const bottom = rows[rows.length - 1]?.getBoundingClientRect().bottom ?? 0;
          if (bottom >= innerHeight) shown ??= stopwatch.painted('stands');
          if (!shown || rows.length < 50) return;
          observer.disconnect();
          void Promise.all([shown, stopwatch.painted()]).then(([screen, all]) =>
            resolve({ screen: screen - timeStamp, all: all - timeStamp }),
          );
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }
      document.addEventListener('click', begin, atOnce);
    });
  });

/// From a key to the frame in which another row is the current one.
const watchKey = (page: Page) =>
  page.evaluate(() => {
    const atOnce = { capture: true, once: true };
    stopwatch.seen = new Promise(resolve => {
      function begin({ timeStamp }: Event) {
        const observer = new MutationObserver(async () => {
          observer.disconnect();
          resolve({ key: (await stopwatch.painted()) - timeStamp });
        });
        observer.observe(document.body, { subtree: true, attributeFilter: ['data-current'] });
      }
      document.addEventListener('keydown', begin, atOnce);
    });
  });

async function openQueue(page: Page): Promise<Record<string, number>> {
  await watchRows(page);
  await page.locator('nav a[href="/app/queue"]').click();
  const rows = await seen(page);
  await watchKey(page);
  await page.keyboard.press('j');
  return { ...rows, ...(await seen(page)) };
}

interface Traced {
  name: string;
  pid: number;
  tid: number;
  ts: number; // microseconds, as what follows
  dur?: number;
  tdur?: number; // of the processor
}

/// What the page's own thread works until rows fill the screen: other programs change it little.
async function work(page: Page): Promise<Record<string, number>> {
  await house.browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await openQueue(page);
  const traced = JSON.parse((await house.browser.stopTracing()).toString());
  const all: Traced[] = traced.traceEvents;
  const pressed = all.find(one => one.name === 'pressed');
  const stands = all.find(one => one.name === 'stands');
  if (!pressed || !stands) throw new Error('the trace says nothing of the press or of the rows');
  const isMeant = (one: Traced) =>
    one.name.endsWith('RunTask') &&
    one.pid === pressed.pid &&
    one.tid === pressed.tid &&
    one.ts + (one.dur ?? 0) > pressed.ts &&
    one.ts < stands.ts;
  const own = all.filter(isMeant).reduce((sum, one) => sum + (one.tdur ?? 0), 0);
  return { work: own / 1_000 };
}

const home = 'nav a[href="/app/promises"]';

async function enter() {
  const page = await house.enter('manager@anka.example');
  await prepare(page);
  await page.goto('/app/promises');
  await page.locator(`${home}[aria-current]`).waitFor();
  await silence(page, restMs);
  return page;
}

const words: Record<string, string> = {
  screen: 'rows fill the screen',
  all: 'all 50 rows stand',
  work: "the page's own processor time until rows fill the screen",
  key: 'a key pressed then',
  mail: 'a new mail after it became a case',
};

function tell(when: string, found: Record<string, number>[]) {
  for (const [name, what] of Object.entries(words)) {
    const list = found.flatMap(one => one[name] ?? []).sort((a, b) => a - b);
    if (list.length === 0) continue;
    const at = (part: number) => (list[Math.round((list.length - 1) * part)] ?? 0).toFixed(0);
    console.log(`${when}, ${what}: median ${at(0.5)} ms (${at(0)} to ${at(1)}), p90 ${at(0.9)}`);
  }
}

test.runIf(isWanted)('how_soon_the_queue_stands', { timeout: 600_000 }, async () => {
  for (const look of [openQueue, work]) {
    const first: Record<string, number>[] = [];
    for (let round = 0; round < firsts; ++round) {
      const page = await enter();
      first.push(await look(page));
      await page.context().close();
    }
    tell('the first time', first);
    const page = await enter();
    const again: typeof first = [];
    for (let round = 0; round <= rounds; ++round) {
      const found = await look(page);
      if (round > 0) again.push(found);
      await page.locator(home).click();
      await page.locator(`${home}[aria-current]`).waitFor();
      await silence(page, restMs);
    }
    tell('again', again);
    expect(first.length + again.length).toBe(firsts + rounds);
    await page.context().close();
  }
});

/// From the instant at which a mail became a case to its row on the open queue.
test.runIf(isWanted)('how_soon_a_new_mail_stands', { timeout: 120_000 }, async () => {
  const demo = await openHouse();
  const manager = await demo.as(people.manager);
  const page = await demo.enter(people.manager);
  await page.goto('/app/queue');
  await page.locator('tbody tr').first().waitFor();
  const took: Record<string, number>[] = [];
  for (let round = 0; round <= rounds; ++round) {
    await silence(page, restMs);
    const subject = `Round ${round} of the oven`;
    const mail = [
      `From: Guest ${round} <guest${round}@mail.example>`,
      'To: destek@anka.example',
      `Subject: ${subject}`,
      `Message-ID: <round-${round}@mail.example>`,
      '',
      'It does not heat.',
    ];
    await manager.post('/intake/email', mail.join('\r\n'));
    await page.getByRole('link', { name: subject, exact: true }).waitFor();
    const shownAt = Date.now();
    const { items } = await manager.get('/cases');
    const made = items.find((one: { subject: string }) => one.subject === subject);
    if (round > 0) took.push({ mail: shownAt - Date.parse(made.opened_at) });
  }
  tell('on the open queue', took);
  await demo.stop();
});
