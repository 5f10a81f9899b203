import { ActionIcon, Button } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import classes from '~/modules/customers/customers.module.css';
import { FieldValues } from '~/ui/fields/FieldValues';
import { tellFailure } from '~/ui/notify';
import type { Act } from '../actions/actions';
import { type CaseView, caseQuery } from './queries';

interface Props {
  view: CaseView;
  act?: Act; // none: only to be read
}

function Linked({ view, other, relation, act }: Props & { other: string; relation: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const shown = useQuery({ ...caseQuery(other), retry: false });
  const unlink = useMutation({
    mutationFn: () => {
      const path = { case: view.summary.id, other };
      return said(api.DELETE('/cases/{case}/links/{other}', { params: { path } }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['case', view.summary.id] }),
    onError: tellFailure,
  });
  const row = shown.data?.summary;
  if (!row) return null;
  return (
    <li>
      <Link to={`/case/${other}`}>
        <bdi>{row.number}</bdi> · <bdi>{row.subject}</bdi>
      </Link>{' '}
      · {t(`state.${row.state}`)}
      {act && relation === 'related' && (
        <ActionIcon
          size="xs"
          variant="subtle"
          color="gray"
          ms={4}
          loading={unlink.isPending}
          aria-label={t('link.remove', { number: row.number })}
          onClick={() => unlink.mutate()}
        >
          <IconLinkOff size={12} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}

/// Cases that this one's mail may belong to: a guess of the machine, for a person to decide.
function Proposals({ view, act }: Props) {
  const { t } = useTranslation();
  const path = { case: view.summary.id };
  const proposed = useQuery({
    queryKey: ['case', view.summary.id, 'proposals'],
    queryFn: () => said(api.GET('/cases/{case}/mail-proposals', { params: { path } })),
    enabled: view.summary.channel === 'email' && view.summary.state !== 'closed',
  });
  const ids = [...new Set((proposed.data?.items ?? []).map(one => one.proposed_case_id))];
  if (ids.length === 0) return null;
  return (
    <>
      <h3>{t('case.maybe_part_of')}</h3>
      <ul>
        {ids.map(id => (
          <Linked key={id} view={view} other={id} relation="proposed" />
        ))}
      </ul>
      {act && (
        <Button size="compact-xs" variant="light" onClick={() => act('merge')}>
          {t('action.merge')}
        </Button>
      )}
    </>
  );
}

/// What hangs on the case itself: custom fields, linked cases, who else takes part, proposals.
export default function CasePanel({ view, act }: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.panel} data-quiet aria-label={t('case.about')}>
      <FieldValues target="case" values={view.fields} />
      {view.links.length > 0 && (
        <>
          <h3>{t('case.links')}</h3>
          <ul>
            {view.links.map(({ case_id, relation }) => (
              <Linked key={case_id} view={view} other={case_id} relation={relation} act={act} />
            ))}
          </ul>
        </>
      )}
      {view.participants.length > 1 && (
        <>
          <h3>{t('case.participants')}</h3>
          <ul>
            {view.participants.map(address => (
              <li key={address}>
                <bdi dir="ltr">{address}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <Proposals view={view} act={act} />
      <ul>
        <li>
          <Link to={`/documents/case/${view.summary.id}`}>{t('documents.title')}</Link>
        </li>
      </ul>
    </section>
  );
}
