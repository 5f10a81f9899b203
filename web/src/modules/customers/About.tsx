import { Badge, Group, Text } from '@mantine/core';
import { IconHome, IconMail, IconPhone, IconWorld } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { FieldValues } from '~/ui/fields/FieldValues';
import classes from './customers.module.css';
import { Remove } from './Remove';

type File = Schemas['CustomerFile'];
type Day = File['special_days'][number];
interface Props {
  file: File;
  edit?: boolean; // with buttons that take things off
}
const icons = { email: IconMail, phone: IconPhone, postal: IconHome, social: IconWorld };

function Contacts({ file, edit }: Props) {
  const { t } = useTranslation();
  return (
    <ul>
      {file.contacts.map(c => {
        const Icon = icons[c.kind];
        return (
          <li key={c.id}>
            <Icon size={14} aria-hidden />{' '}
            <bdi dir={c.kind === 'postal' ? 'auto' : 'ltr'}>
              {c.kind === 'phone' ? (
                <a className={classes.plain} href={`tel:${c.normalized}`}>
                  {c.value}
                </a>
              ) : (
                c.value
              )}
            </bdi>
            {c.problem !== 'none' && (
              <Badge size="sm" color="red" variant="light" ms={4}>
                {t(`contact_problem.${c.problem}`)}
              </Badge>
            )}
            {c.is_primary && file.contacts.some(o => o.kind === c.kind && o.id !== c.id) && (
              <Badge size="sm" variant="default" ms={4}>
                {t('customer.primary')}
              </Badge>
            )}
            {edit && <Remove what={{ contact: c.id }} file={file} />}
          </li>
        );
      })}
    </ul>
  );
}

function Preferences({ file, edit }: Props) {
  const { t } = useTranslation();
  if (file.preferences.length === 0) return null;
  return (
    <>
      <h3>{t('customer.preferences')}</h3>
      <ul>
        {file.preferences.map(p => (
          <li key={p.id}>
            <Text span size="sm" c="dimmed">
              {t(`preference.${p.kind}`)}:
            </Text>{' '}
            <bdi>{p.text}</bdi>
            {edit && <Remove what={{ preference: p.id }} file={file} />}
          </li>
        ))}
      </ul>
    </>
  );
}

/// Days until the next one, by the calendar.
function daysUntil(day: Day, today: Date): number {
  const begin = new Date(today.getFullYear(), today.getMonth(), today.getDate());
  const next = new Date(begin.getFullYear(), day.month - 1, day.day);
  if (next < begin) next.setFullYear(next.getFullYear() + 1);
  return Math.round((next.getTime() - begin.getTime()) / 86_400_000);
}
const soonDays = 14;

function SpecialDays({ file, edit }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (file.special_days.length === 0) return null;
  return (
    <>
      <h3>{t('customer.days')}</h3>
      <ul>
        {file.special_days.map(day => {
          const left = daysUntil(day, new Date());
          return (
            <li key={day.id}>
              {day.kind === 'other' ? <bdi>{day.label}</bdi> : t(`day.${day.kind}`)} ·{' '}
              {formats.dayOfYear(day.month, day.day)}
              {left <= soonDays && (
                <Badge size="sm" variant="light" ms={4}>
                  {t('day.in', { count: left })}
                </Badge>
              )}
              {edit && <Remove what={{ special_day: day.id }} file={file} />}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Relations({ file, edit }: Props) {
  const { t } = useTranslation();
  if (file.relations.length === 0) return null;
  return (
    <>
      <h3>{t('customer.relations')}</h3>
      <ul>
        {file.relations.map(r => {
          const isPerson = r.person_id === file.customer.id;
          const other = isPerson ? r.organisation_id : r.person_id;
          return (
            <li key={r.id}>
              {t(`relation.${r.kind}`)}{' '}
              <Link to={`/customer/${other}`}>
                <bdi>{isPerson ? r.organisation_name : r.person_name}</bdi>
              </Link>
              {r.role && (
                <>
                  {' '}
                  · <bdi>{r.role}</bdi>
                </>
              )}
              {edit && <Remove what={{ relation: r.id }} file={file} />}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/// The newest word on each use and channel.
function newest(consents: File['consents']) {
  const last = new Map<string, File['consents'][number]>();
  for (const c of [...consents].sort((a, b) => a.at.localeCompare(b.at)))
    last.set(c.purpose + c.channel, c);
  return [...last.values()];
}

function Consents({ file }: { file: File }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (file.consents.length === 0) return null;
  return (
    <>
      <h3>{t('customer.consents')}</h3>
      <ul>
        {newest(file.consents).map(c => (
          <li key={c.id}>
            {t(`consent.${c.purpose}`)}: {t(`consent.${c.decision}`)} · {formats.day(c.at)}
          </li>
        ))}
      </ul>
    </>
  );
}

/// What to call her, what she speaks, how to reach her, what she likes and allowed.
export function About({ file, edit }: Props) {
  const { t } = useTranslation();
  const c = file.customer;
  return (
    <>
      {file.salutation && (
        <Text size="sm" lang={c.language}>
          <bdi>{file.salutation}</bdi>
        </Text>
      )}
      <Group gap={4} mt={4}>
        <Badge variant="light">{t(`language.${c.language}`)}</Badge>
        <Badge variant="default">{t(`formality.${c.formality}`)}</Badge>
        {c.kind === 'organisation' && <Badge variant="default">{t('customer.organisation')}</Badge>}
      </Group>
      <h3>{t('customer.contacts')}</h3>
      <Contacts file={file} edit={edit} />
      <SpecialDays file={file} edit={edit} />
      <Relations file={file} edit={edit} />
      <Preferences file={file} edit={edit} />
      <FieldValues target="customer" values={c.custom} />
      <Consents file={file} />
    </>
  );
}
