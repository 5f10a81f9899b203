// Texts lie beside the pages that say them, a file a folder, each key in four languages. A browser
// needs one of the languages: `virtual:texts/tr` is what all files say in Turkish.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const languages = ['en', 'tr', 'hu', 'he'] as const;
export type Language = (typeof languages)[number];
export type Texts = Record<string, Record<Language, string>>;

const source = join(import.meta.dirname, '..', 'src');
const prefix = 'virtual:texts/';

export function textFiles(): string[] {
  return globSync('**/texts.json', { cwd: source })
    .sort()
    .map(file => join(source, file));
}

export function readTexts(file: string): Texts {
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function textsOf(language: Language): Record<string, string> {
  const all: Record<string, string> = {};
  for (const file of textFiles())
    for (const [key, text] of Object.entries(readTexts(file))) all[key] = text[language];
  return all;
}

export function texts(): Plugin {
  return {
    name: 'vefa-texts',
    resolveId: id => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return;
      for (const file of textFiles()) this.addWatchFile(file);
      const language = id.slice(prefix.length + 1) as Language;
      return `export default ${JSON.stringify(textsOf(language))}`;
    },
    handleHotUpdate({ file, server }) {
      if (!file.endsWith('texts.json')) return;
      for (const language of languages) {
        const module = server.moduleGraph.getModuleById(`\0${prefix}${language}`);
        if (module) server.moduleGraph.invalidateModule(module);
      }
      server.ws.send({ type: 'full-reload' });
    },
  };
}
