// @vitest-environment node
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { languages, readTexts, textFiles } from './texts';

const source = join(import.meta.dirname, '..', 'src');
const files = globSync('**/*.{ts,tsx}', { cwd: source })
  .filter(name => !name.endsWith('schema.d.ts') && !name.endsWith('.test.ts'))
  .map(name => ({ name, text: readFileSync(join(source, name), 'utf8') }));
const all = textFiles().flatMap(file =>
  Object.entries(readTexts(file)).map(([key, text]) => ({ file, key, text })),
);
const keys = new Set(all.map(one => one.key));

type Part = { type: number; value?: string; options?: Record<string, { value: Part[] }> };
const literal = 0;
const plural = 6;
const hash = 7; // the number within a plural

/// The values that a text wants; those that only choose a form may be left out by a language.
function gaps(parts: Part[], withChoices: boolean): string[] {
  return parts.flatMap(part => [
    ...(part.type !== literal && part.type !== hash && (withChoices || part.type !== plural)
      ? [part.value ?? '']
      : []),
    ...Object.values(part.options ?? {}).flatMap(option => gaps(option.value, withChoices)),
  ]);
}
const partsOf = (text: string, language: string) =>
  new IntlMessageFormat(text, language).getAst() as Part[];

/// What the menu and the tab say of a page before it is loaded.
const titles = files
  .filter(({ name }) => name.endsWith('/page.ts'))
  .flatMap(({ name, text }) => [...text.matchAll(/title: '([^']+)'/g)].map(m => [name, m[1]]));

describe('texts', () => {
  test('the title of every page is there from the first', () => {
    const first = new Set(
      textFiles()
        .filter(file => basename(file) === 'texts.json')
        .flatMap(file => Object.keys(readTexts(file))),
    );
    expect(titles.filter(([, title]) => !first.has(title ?? ''))).toEqual([]);
  });

  test('every key has a text in four languages, and stands in one file', () => {
    const bad = all.filter(
      ({ text }) =>
        Object.keys(text).sort().join() !== [...languages].sort().join() ||
        languages.some(language => !text[language].trim()),
    );
    expect(bad.map(one => one.key)).toEqual([]);
    const twice = all.filter((one, i) => all.findIndex(other => other.key === one.key) !== i);
    expect(twice.map(one => one.key)).toEqual([]);
  });

  test('a text has the same gaps in each language', () => {
    const bad = all.flatMap(({ key, text }) => {
      const known = gaps(partsOf(text.en, 'en'), true);
      const wanted = gaps(partsOf(text.en, 'en'), false);
      return languages
        .filter(language => {
          const own = gaps(partsOf(text[language], language), true);
          return own.some(gap => !known.includes(gap)) || wanted.some(gap => !own.includes(gap));
        })
        .map(language => `${key} (${language})`);
    });
    expect(bad).toEqual([]);
  });

  test('every key that is said exists, and every text is said', () => {
    const missing: string[] = [];
    const said = new Set<string>();
    const beginnings = new Set<string>();
    for (const { name, text } of files) {
      for (const [, key] of text.matchAll(/\bt\(\s*'([^']+)'/g))
        if (key && !keys.has(key)) missing.push(`${name}: ${key}`);
      for (const [, word] of text.matchAll(/'([a-z_]+\.[a-z_.]+)'/g)) if (word) said.add(word);
      for (const [, begin] of text.matchAll(/`([a-z_]+\.[a-z_]*)\$\{/g))
        if (begin) beginnings.add(begin);
      // A prefix that a function puts before what it is given: words('kind', caseKinds)
      for (const [, word] of text.matchAll(/'([a-z_]+)'/g)) if (word) beginnings.add(`${word}.`);
    }
    expect(missing).toEqual([]);
    const unsaid = [...keys].filter(
      key => !said.has(key) && ![...beginnings].some(begin => key.startsWith(begin)),
    );
    expect(unsaid).toEqual([]);
  });
});

// What a reader sees or hears of an element.
const shown = new Set([
  'alt',
  'aria-label',
  'description',
  'error',
  'label',
  'placeholder',
  'text',
  'title',
]);
const hasWord = (text: string) => /\p{L}{2,}/u.test(text);
// Names of keys and of the program itself are the same in every language.
const names = new Set(['Vefa', 'Ctrl', 'Enter']);

function bareStrings(name: string, text: string): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const note = (node: ts.Node, words: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    if (hasWord(words) && !names.has(words.trim()))
      found.push(`${name}:${line + 1}: ${words.trim()}`);
  };
  function visit(node: ts.Node) {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxAttribute(node) && shown.has(node.name.getText())) {
      const value = node.initializer;
      if (value && ts.isStringLiteral(value)) note(node, value.text);
    }
    ts.forEachChild(node, visit);
  }
  visit(file);
  return found;
}

test('no screen says a word that is not among the texts', () => {
  const found = files
    .filter(({ name }) => name.endsWith('.tsx'))
    .flatMap(({ name, text }) => bareStrings(name, text));
  expect(found).toEqual([]);
});

test('styles know a beginning and an end, no left and right', () => {
  const sides =
    /\b(?:margin|padding|border)-(?:left|right)|(?:^|[\s;{])(?:left|right)\s*:|text-align:\s*(?:left|right)/;
  const bad = globSync('**/*.css', { cwd: source }).filter(name =>
    sides.test(readFileSync(join(source, name), 'utf8')),
  );
  expect(bad).toEqual([]);
  const props = /\b(?:ml|mr|pl|pr)=|(?:margin|padding)(?:Left|Right)/;
  expect(files.filter(({ text }) => props.test(text)).map(one => one.name)).toEqual([]);
});
