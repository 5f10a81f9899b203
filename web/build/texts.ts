// Texts lie beside the pages that say them, each key in four languages, and a browser takes in one of
// the languages. What stands in texts.json is there from the first; what stands in page_texts.json
// comes with the pages of its folder, and that of ui/ with each of those. `virtual:texts/tr` is what
// all texts.json say in Turkish, `virtual:page_texts/tr/staff` what the pages of staff say.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Plugin } from 'vite';

export const languages = ['en', 'tr', 'hu', 'he'] as const;
export type Language = (typeof languages)[number];
export type Texts = Record<string, Record<Language, string>>;

const source = join(import.meta.dirname, '..', 'src');
const first = 'virtual:texts/';
const later = 'virtual:page_texts';

const filesNamed = (name: string) =>
  globSync(`**/${name}`, { cwd: source })
    .sort()
    .map(file => join(source, file));
const firstFiles = () => filesNamed('texts.json');
const laterFiles = () => filesNamed('page_texts.json');
export const textFiles = () => [...firstFiles(), ...laterFiles()];
const folderOf = (file: string) => basename(dirname(file));

export function readTexts(file: string): Texts {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/// A text without gaps as it is, another read apart; src/i18n/icu.ts puts it together.
function compiled(text: string, language: Language) {
  const parts = new IntlMessageFormat(text, language).getAst();
  const [only] = parts;
  return parts.length === 1 && only?.type === 0 ? only.value : parts;
}

function textsOf(files: string[], language: Language): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const file of files)
    for (const [key, text] of Object.entries(readTexts(file)))
      all[key] = compiled(text[language], language);
  return all;
}

/// By folder, how what its pages say in this language is fetched.
function register(language: string): string {
  const loads = laterFiles()
    .map(folderOf)
    .map(folder => `${JSON.stringify(folder)}: () => import('${later}/${language}/${folder}')`);
  return `export default {${loads.join(', ')}}`;
}

/// `words-tr-staff-….js`: found by name in what was built.
export function chunkName({ facadeModuleId }: { facadeModuleId?: string | null }): string {
  const [, words] = facadeModuleId?.split(`${later}/`) ?? [];
  return words ? `assets/words-${words.replace('/', '-')}-[hash].js` : 'assets/[name]-[hash].js';
}

export function texts(): Plugin {
  return {
    name: 'vefa-texts',
    resolveId: id => (id.startsWith(first) || id.startsWith(later) ? `\0${id}` : undefined),
    load(asked) {
      const id = asked.slice(1);
      if (asked[0] !== '\0' || !(id.startsWith(first) || id.startsWith(later))) return;
      for (const file of textFiles()) this.addWatchFile(file);
      const [, tag = '', folder] = id.split('/');
      if (id === later) return `export default ${JSON.stringify(laterFiles().map(folderOf))}`;
      if (id.startsWith(later) && !folder) return register(tag);
      const files = folder ? laterFiles().filter(file => folderOf(file) === folder) : firstFiles();
      const texts = textsOf(files, tag as Language);
      return `export default ${JSON.stringify(texts)}`;
    },
    handleHotUpdate({ file, server }) {
      if (!file.endsWith('texts.json')) return;
      for (const [id, module] of server.moduleGraph.idToModuleMap)
        if (id.includes(first) || id.includes(later)) server.moduleGraph.invalidateModule(module);
      server.ws.send({ type: 'full-reload' });
    },
  };
}
