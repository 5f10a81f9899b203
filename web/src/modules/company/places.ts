// Countries, currencies and zones, as the reader's language calls them; guesses from her browser.
import type { Choice } from '~/ui/form/fields';

// The whole list of ISO 3166-1; names and order come from the browser.
const countries =
  'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GI GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW'.split(
    ' ',
  );

const sorted = (language: string, choices: Choice[]) =>
  choices.sort((a, b) => a.label.localeCompare(b.label, language));

export function countryChoices(language: string): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return sorted(
    language,
    countries.map(value => ({ value, label: names.of(value) ?? value })),
  );
}

export function currencyChoices(language: string): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  const known = Intl.supportedValuesOf('currency');
  return known.map(value => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
}

export const zoneChoices = (): Choice[] =>
  Intl.supportedValuesOf('timeZone').map(value => ({ value, label: value.replaceAll('_', ' ') }));

const byZone: Record<string, [country: string, currency: string]> = {
  'Europe/Istanbul': ['TR', 'TRY'],
  'Europe/Budapest': ['HU', 'HUF'],
  'Asia/Jerusalem': ['IL', 'ILS'],
  'Europe/London': ['GB', 'GBP'],
  'America/New_York': ['US', 'USD'],
};

/// Where she sits, as far as her browser tells; none where it does not.
export function guessPlace(): { zone: string; country?: string; currency?: string } {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const [country, currency] = byZone[timeZone] ?? [];
  return { zone: timeZone, country, currency };
}
