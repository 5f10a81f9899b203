// What can be said of a page by looking at it.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

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
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    // biome-ignore lint/suspicious/noExplicitAny: it was just put there
    runOnly => (window as any).axe.run(document, { runOnly }),
    rules,
  );
  return found.violations.map(
    (v: axe.Result) => `${where}: ${v.id}: ${v.nodes.map(n => n.html.slice(0, 200)).join(' | ')}`,
  );
}

/// By how much the page is wider than the screen.
export const overTheEdge = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
