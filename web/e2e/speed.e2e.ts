// How soon the queue stands and answers a key, measured by `./dev web speed [folder]`: figures for
// docs/performance.md and no bar of a test, since they speak of the machine too. The folder holds a
// company that `vefa generate` made; without one a small one is made.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse, silence, vefa } from './house';

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
  painted: () => Promise<number>;
  seen: Promise<Record<string, number>>;
}
declare const stopwatch: Stopwatch;

/// When what was just drawn has been painted, by the page's own clock.
const prepare = (page: Page) =>
  page.addInitScript(() => {
    const painted = () =>
      new Promise<number>(resolve => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now());
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
        let shown: Promise<number> | undefined;
        const observer = new MutationObserver(() => {
          if (!location.pathname.endsWith('/queue')) return;
          const rows = document.querySelectorAll('main tbody tr[data-row]');
          const bottom = rows[rows.length - 1]?.getBoundingClientRect().bottom ?? 0;
          if (bottom >= innerHeight) shown ??= stopwatch.painted();
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

/// Processor time of the page's own thread so far, in milliseconds: other programs change it little.
async function worked(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(one => one.name === 'TaskDuration')?.value ?? 0) * 1_000;
}

async function openQueue(page: Page, session: CDPSession): Promise<Record<string, number>> {
  await watchRows(page);
  const before = await worked(session);
  await page.locator('nav a[href="/app/queue"]').click();
  const rows = await seen(page);
  const work = (await worked(session)) - before;
  await watchKey(page);
  await page.keyboard.press('j');
  return { ...rows, work, ...(await seen(page)) };
}

const home = 'nav a[href="/app/promises"]';

async function enter() {
  const page = await house.enter('manager@anka.example');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await prepare(page);
  await page.goto('/app/promises');
  await page.locator(`${home}[aria-current]`).waitFor();
  await silence(page, restMs);
  return { page, session };
}

const words: Record<string, string> = {
  screen: 'rows fill the screen',
  all: 'all 50 rows stand',
  work: "the page's own processor time",
  key: 'a key pressed then',
};

function tell(when: string, found: Record<string, number>[]) {
  for (const [name, what] of Object.entries(words)) {
    const list = found.map(one => one[name] ?? 0).sort((a, b) => a - b);
    const at = (part: number) => (list[Math.round((list.length - 1) * part)] ?? 0).toFixed(0);
    console.log(`${when}, ${what}: median ${at(0.5)} ms (${at(0)} to ${at(1)}), p90 ${at(0.9)}`);
  }
}

test.runIf(isWanted)('how_soon_the_queue_stands', { timeout: 600_000 }, async () => {
  const first: Record<string, number>[] = [];
  for (let round = 0; round < firsts; ++round) {
    const { page, session } = await enter();
    first.push(await openQueue(page, session));
    await page.context().close();
  }
  tell('the first time', first);
  const { page, session } = await enter();
  const again: typeof first = [];
  for (let round = 0; round <= rounds; ++round) {
    const found = await openQueue(page, session);
    if (round > 0) again.push(found);
    await page.locator(home).click();
    await page.locator(`${home}[aria-current]`).waitFor();
    await silence(page, restMs);
  }
  tell('again', again);
  expect(first.length + again.length).toBe(firsts + rounds);
  await page.context().close();
});
