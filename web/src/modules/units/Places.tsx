import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import type { Unit } from './queries';
import classes from './units.module.css';

type Place = Unit['places'][number];

function Where({ at }: { at: Place }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const country =
    at.country && new Intl.DisplayNames(i18n.language, { type: 'region' }).of(at.country);
  return (
    <>
      {at.place && (
        <Text span size="sm" className="words" dir="auto">
          {at.place}
        </Text>
      )}{' '}
      <Text span size="sm" c="dimmed">
        {country && <>{country} · </>}
        {t('unit.owned_since', { from: formats.date(at.from_on) })}
      </Text>
    </>
  );
}

/// Where it stands, and where it stood before, the latest first.
export function Places({ places }: { places: Place[] }) {
  const { t } = useTranslation();
  const [now, ...before] = [...places].reverse();
  if (!now) return null;
  return (
    <>
      <h2>{t('unit.place')}</h2>
      <div>
        <Where at={now} />
      </div>
      {before.length > 0 && (
        <details className={classes.promise}>
          <summary>{t('unit_place.before')}</summary>
          <ul>
            {before.map((at, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place has no name, and their order stays
              <li key={i}>
                <Where at={at} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
