// What can be said of a page by looking at it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { House } from './house';
import type { Place } from './places';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/// What night can change of a page that was looked at by day: the scheme is of colours alone.
const ofColours = ['color-contrast', 'link-in-text-block'];

/// A colour on its way is neither of the two: looked at is what stands. What turns for ever does.
const stands = (page: Page) =>
  page.evaluate(async () => {
    const moving = () =>
      document.getAnimations().filter(one => one.effect?.getComputedTiming().endTime !== Infinity);
    for (let left = moving(); left.length > 0; left = moving())
      await Promise.allSettled(left.map(one => one.finished));
  });

/// What axe finds; of the rules named alone, if any are.
export async function violations(page: Page, where: string, rules = everything): Promise<string[]> {
  await stands(page);
  await page.evaluate(`window.axe === undefined && (() => {${source}})()`);
  const found = await page.evaluate(runOnly => {
    // Behind an open dialog nothing can be pressed, and it may have been scrolled under the header.
    const hasDialog = document.querySelector('[role=dialog]') !== null;
    const where = hasDialog ? { exclude: ['#root [data-size]'] } : document;
    // biome-ignore lint/suspicious/noExplicitAny: it was just put there
    return (window as any).axe.run(where, { runOnly });
  }, rules);
  return found.violations.map(
    (v: axe.Result) => `${where}: ${v.id}: ${v.nodes.map(n => n.html.slice(0, 200)).join(' | ')}`,
  );
}

// Events of programs, jobs and files have such names themselves.
const areNames = /^(case|cases|customer|email|interaction|promise|remedy|webhook)\.|\.csv$/;

/// What stands there as a key, since it has no words.
async function unsaid(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) found.push(walker.currentNode.textContent?.trim() ?? '');
    return found;
  });
  return texts.filter(one => /^[a-z_]+(\.[a-z_-]+)+$/.test(one) && !areNames.test(one));
}

/// By how much the page is wider than the screen.
export const overTheEdge = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/// Pictures and texts that measure themselves need a moment after the screen became narrow.
async function staysOverTheEdge(page: Page) {
  for (let looks = 0; looks < 20; ++looks) {
    if ((await overTheEdge(page)) <= 0) return false;
    await page.waitForTimeout(100);
  }
  return true;
}

const desk = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };
const windows = 2; // most of a look is the browser's work, and a machine has two cores

async function light(page: Page, colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
}

export async function goTo(page: Page, place: Place) {
  await page.goto(place.path);
  await page.locator(place.shows).first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => {});
}

/// What is wrong with these pages for someone who looks: what axe finds by day and by night, and
/// what runs over the edge of a phone. Two windows look at once.
export async function wrongFor(
  house: House,
  person: string | undefined,
  places: Place[],
): Promise<string[]> {
  const found: string[] = [];
  const left = [...places];
  async function lookAround() {
    const page = await house.enter(person, {
      viewport: desk,
      colorScheme: 'light',
      reducedMotion: 'reduce', // or a colour is on its way when it is looked at
    });
    for (let place = left.shift(); place; place = left.shift()) {
      await goTo(page, place);
      found.push(...(await violations(page, place.name)));
      found.push(...(await unsaid(page)).map(key => `${place.name} says the key ${key}`));
      await light(page, 'dark');
      found.push(...(await violations(page, `${place.name} by night`, ofColours)));
      await light(page, 'light');
      await page.setViewportSize(phone);
      if (await staysOverTheEdge(page)) found.push(`${place.name} is wider than a phone`);
      await page.setViewportSize(desk);
    }
    await page.context().close();
  }
  await Promise.all(Array.from({ length: windows }, lookAround));
  return found;
}
