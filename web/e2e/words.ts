// What the screens say, by key: a story is told once and read in any language.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Language = 'en' | 'tr' | 'hu' | 'he';
const source = join(import.meta.dirname, '../src');

export function wordsIn(language: Language): (key: string) => string {
  const all = new Map<string, string>();
  for (const file of globSync('**/*texts.json', { cwd: source }))
    for (const [key, text] of Object.entries(
      JSON.parse(readFileSync(join(source, file), 'utf8')) as Record<
        string,
        Record<string, string>
      >,
    ))
      all.set(key, text[language] ?? '');
  return key => {
    const text = all.get(key);
    if (text === undefined) throw new Error(`no screen says ${key}`);
    return text;
  };
}
