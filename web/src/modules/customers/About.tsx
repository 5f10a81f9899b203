import { Badge, Group, Text } from '@mantine/core';
import { IconHome, IconMail, IconPhone, IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import classes from './customers.module.css';

type File = Schemas['CustomerFile'];
const icons = { email: IconMail, phone: IconPhone, postal: IconHome, social: IconWorld };

function Contacts({ file }: { file: File }) {
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
          </li>
        );
      })}
    </ul>
  );
}

function Preferences({ file }: { file: File }) {
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
          </li>
        ))}
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
export function About({ file }: { file: File }) {
  const { t } = useTranslation();
  const c = file.customer;
  return (
    <>
      {file.salutation && (
        <Text size="sm" dir="auto" ta="start" lang={c.language}>
          {file.salutation}
        </Text>
      )}
      <Group gap={4} mt={4}>
        <Badge variant="light">{t(`language.${c.language}`)}</Badge>
        <Badge variant="default">{t(`formality.${c.formality}`)}</Badge>
        {c.kind === 'organisation' && <Badge variant="default">{t('customer.organisation')}</Badge>}
      </Group>
      <h3>{t('customer.contacts')}</h3>
      <Contacts file={file} />
      <Preferences file={file} />
      <Consents file={file} />
    </>
  );
}
