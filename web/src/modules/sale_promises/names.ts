/// A name in the reader's language, else in the first there is.
export function nameIn(names: unknown, language: string): string {
  const all = (names ?? {}) as Record<string, string>;
  return all[language] ?? Object.values(all)[0] ?? '';
}
