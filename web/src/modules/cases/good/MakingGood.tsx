import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import classes from '~/modules/customers/customers.module.css';
import type { CaseView } from '../case/queries';
import { GiveGoodwill, ProposeRemedy } from './Remedies';
import { RemedyLine } from './RemedyLine';

/// What was broken on this case, what makes it good, and what is given on her word.
export default function MakingGood({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const [asked, setAsked] = useState<{ recovery: string } | 'goodwill'>();
  const close = () => setAsked(undefined);
  const { id } = view.summary;
  const { data } = useQuery({
    queryKey: ['case', id, 'recoveries'],
    queryFn: () => said(api.GET('/cases/{case}/recoveries', { params: { path: { case: id } } })),
  });
  const open = data?.recoveries.find(one => one.state === 'open');
  const mayGive = may('remedies_grant');
  const isEmpty = data?.recoveries.length === 0 && data.remedies.length === 0;
  if (!data || (isEmpty && !mayGive)) return null;
  return (
    <section className={classes.panel} aria-label={t('making_good.title')}>
      <h2 className={classes.heading}>{t('making_good.title')}</h2>
      {data.recoveries.map(one => (
        <Text key={one.id} size="sm">
          {t(`making_good.${one.state}`, { since: formats.day(one.opened_at) })}
        </Text>
      ))}
      {data.remedies.length > 0 && (
        <ul>
          {data.remedies.map(one => (
            <li key={one.id}>
              <RemedyLine remedy={one} freshens={['case', id]} />
            </li>
          ))}
        </ul>
      )}
      {mayGive && (
        <Group gap={4} mt="xs">
          {open && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => setAsked({ recovery: open.id })}
            >
              {t('remedy.propose')}
            </Button>
          )}
          <Button size="compact-xs" variant="default" onClick={() => setAsked('goodwill')}>
            {t('goodwill.give')}
          </Button>
        </Group>
      )}
      {asked === 'goodwill' && <GiveGoodwill caseId={id} close={close} />}
      {asked && asked !== 'goodwill' && (
        <ProposeRemedy caseId={id} recovery={asked.recovery} close={close} />
      )}
    </section>
  );
}
