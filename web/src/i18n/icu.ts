// Texts with gaps come read apart by the build (build/texts.ts), so that no browser loads a parser.
import { IntlMessageFormat } from 'intl-messageformat';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
const made = new WeakMap<Ast, IntlMessageFormat>();

/// What i18next calls a format: how a text becomes words.
export const icu = {
  type: 'i18nFormat' as const,
  init() {},
  addLookupKeys: (keys: string[]) => keys,
  parse(text: string | Ast, values: Record<string, never>, language: string): string {
    if (typeof text === 'string') return text;
    const format = made.get(text) ?? new IntlMessageFormat(text, language);
    made.set(text, format);
    return String(format.format(values));
  },
};
