import { Badge, Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { useMinorMoney } from '~/i18n/money';
import classes from '~/modules/customers/customers.module.css';
import { tellFailure } from '~/ui/notify';
import type { CaseView } from '../case/queries';
import { DeclineRemedy, ProposeRemedy } from './Remedies';

type Remedy = Schemas['Remedy'];

function RemedyLine({ view, remedy: r }: { view: CaseView; remedy: Remedy }) {
  const { t } = useTranslation();
  const money = useMinorMoney();
  const may = useMay();
  const client = useQueryClient();
  const [isDeclining, setDeclining] = useState(false);
  const params = { path: { remedy: r.id } };
  const grant = useMutation({
    mutationFn: () =>
      said(api.POST('/remedies/{remedy}/grant', { params, body: { version: r.version } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['case', view.summary.id] }),
    onError: tellFailure,
  });
  const isOpen = r.state === 'proposed' || r.state === 'awaiting_approval';
  const mayDecide =
    isOpen && may(r.state === 'awaiting_approval' ? 'remedies_approve' : 'remedies_grant');
  return (
    <li>
      {t(`remedy_kind.${r.kind}`)}
      {r.amount_minor > 0 && <> · {money(r.amount_minor, r.currency)}</>}
      {r.what && (
        <>
          {' '}
          · <bdi>{r.what}</bdi>
        </>
      )}{' '}
      <Badge size="sm" variant="default">
        {t(`remedy_state.${r.state}`)}
      </Badge>
      {mayDecide && (
        <Group gap={4} mt={4}>
          <Button
            size="compact-xs"
            variant="light"
            loading={grant.isPending}
            onClick={() => grant.mutate()}
          >
            {t('remedy.grant')}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => setDeclining(true)}>
            {t('remedy.decline')}
          </Button>
        </Group>
      )}
      {isDeclining && <DeclineRemedy view={view} remedy={r} close={() => setDeclining(false)} />}
    </li>
  );
}

/// What was broken on this case, and what makes it good: shown only where there is something.
export default function MakingGood({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const [isProposing, setProposing] = useState(false);
  const { id } = view.summary;
  const { data } = useQuery({
    queryKey: ['case', id, 'recoveries'],
    queryFn: () => said(api.GET('/cases/{case}/recoveries', { params: { path: { case: id } } })),
  });
  const open = data?.recoveries.filter(one => one.state === 'open') ?? [];
  if (!data || data.recoveries.length === 0) return null;
  return (
    <section className={classes.panel} aria-label={t('making_good.title')}>
      <h2 className={classes.heading}>{t('making_good.title')}</h2>
      {data.recoveries.map(one => (
        <Text key={one.id} size="sm">
          {t(`making_good.${one.state}`, { since: formats.day(one.opened_at) })}
        </Text>
      ))}
      <ul>
        {data.remedies.map(one => (
          <RemedyLine key={one.id} view={view} remedy={one} />
        ))}
      </ul>
      {open[0] && may('remedies_grant') && (
        <Button mt="xs" size="compact-xs" variant="default" onClick={() => setProposing(true)}>
          {t('remedy.propose')}
        </Button>
      )}
      {isProposing && open[0] && (
        <ProposeRemedy view={view} recovery={open[0].id} close={() => setProposing(false)} />
      )}
    </section>
  );
}
