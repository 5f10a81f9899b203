import { Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Places } from './Places';
import type { Unit } from './queries';
import classes from './units.module.css';

function Owners({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (unit.owners.length === 0) return <Text c="dimmed">{t('unit.no_owner')}</Text>;
  return (
    <ul>
      {[...unit.owners].reverse().map(o => (
        <li key={o.id}>
          {o.customer.id ? (
            <Link to={`/customer/${o.customer.id}`}>
              <bdi>{o.customer.display_name}</bdi>
            </Link>
          ) : (
            t('unit.somebody')
          )}{' '}
          <Text span size="sm" c="dimmed">
            {o.until_on
              ? t('unit.owned_until', {
                  from: formats.date(o.from_on),
                  until: formats.date(o.until_on),
                })
              : t('unit.owned_since', { from: formats.date(o.from_on) })}{' '}
            · {t(`how.${o.how}`)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/// What it is, whose it is and was, where it stands.
export function About({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className={classes.panel}>
      <h2 className={classes.heading}>{t('unit.title')}</h2>
      <Group gap={6}>
        <Badge variant={unit.summary.state === 'provisional' ? 'outline' : 'light'}>
          {t(`unit_state.${unit.summary.state}`)}
        </Badge>
        {unit.summary.serial && (
          <Text>
            {t('unit.serial')} <bdi dir="ltr">{unit.summary.serial}</bdi>
          </Text>
        )}
      </Group>
      {unit.description && (
        <Text mt={4} className="words" dir="auto">
          {unit.description}
        </Text>
      )}
      <h2>{t('unit.owners')}</h2>
      <Owners unit={unit} />
      <Places places={unit.places} />
      {unit.legal_life_months != null && (
        <>
          <h2>{t('unit.legal_life')}</h2>
          <Text size="sm">
            {unit.legal_life_months % 12 === 0
              ? t('unit.years', { count: unit.legal_life_months / 12 })
              : t('unit.months', { count: unit.legal_life_months })}
          </Text>
        </>
      )}
      {unit.manufactured_on && (
        <Text size="sm">{t('unit.made', { day: formats.date(unit.manufactured_on) })}</Text>
      )}
      {(unit.parent || unit.children.length > 0) && <h2>{t('unit.tree')}</h2>}
      <ul>
        {[unit.parent, ...unit.children].map(
          other =>
            other && (
              <li key={other.id}>
                <Link to={`/unit/${other.id}`}>
                  <bdi>{other.title}</bdi> <bdi>{other.serial}</bdi>
                </Link>{' '}
                {other.id === unit.parent?.id && t('unit.holds_this')}
              </li>
            ),
        )}
      </ul>
    </div>
  );
}
