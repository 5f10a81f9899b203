// @vitest-environment node
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const dist = join(import.meta.dirname, '..', 'dist');
const assets = join(dist, 'assets');
const atMost = 200_000; // bytes of gzipped script before an agent's first page stands

/// The files that a script takes in before it can run.
const needed = (text: string) =>
  [...text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)].map(
    found => found[1] as string,
  );

function withNeeds(names: string[]): Set<string> {
  const all = new Set<string>();
  const left = [...names];
  for (let name = left.pop(); name; name = left.pop()) {
    if (all.has(name)) continue;
    all.add(name);
    left.push(...needed(readFileSync(join(assets, name), 'utf8')));
  }
  return all;
}

const named = (beginning: string) =>
  readdirSync(assets).filter(name => name.startsWith(`${beginning}-`) && name.endsWith('.js'));

const smallest = (name: string) => {
  const packed = join(assets, `${name}.gz`);
  return statSync(existsSync(packed) ? packed : join(assets, name)).size;
};

describe('what is loaded', () => {
  test.each([
    ['MyPromises', 'promises'],
    ['Queue', 'cases'],
    ['CasePage', 'cases'],
  ])('%s: its first load is small', (page, folder) => {
    const index = readFileSync(join(dist, 'index.html'), 'utf8');
    const first = [...index.matchAll(/assets\/([^"]+\.js)/g)].map(found => found[1] as string);
    const own = named(`words-hu-${folder}`);
    const words = [
      ...named('hu'),
      ...own,
      ...(own.length > 0 ? [...named('words-hu-ui'), ...named('words-hu')] : []),
    ];
    const files = withNeeds([...first, ...named(page), ...named('Shell'), ...words]);
    const sizes = [...files].map(name => smallest(name));
    const sum = sizes.reduce((a, b) => a + b, 0);
    console.log(`${page}: ${sum} bytes of gzipped script in ${files.size} files`);
    expect(named(page)).toHaveLength(1);
    expect(sum).toBeLessThanOrEqual(atMost);
  });

  test('the compressed forms stand beside each script', () => {
    for (const name of readdirSync(assets).filter(one => one.endsWith('.js'))) {
      const small = statSync(join(assets, name)).size < 200;
      expect(small || existsSync(join(assets, `${name}.br`)), name).toBe(true);
    }
  });
});
