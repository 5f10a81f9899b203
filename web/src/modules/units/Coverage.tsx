import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useMay } from '~/app/session';
import { Failure } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import { tell } from '~/ui/notify';
import { CoverageBars, CoverageTable } from './CoverageBars';
import { type Cause, causes, coverageQuery, type Picture } from './queries';
import classes from './units.module.css';

/// What each component costs her, before the reasons.
function Shares({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.shares}>
      {picture.entitlement.answers.map(answer => (
        <li key={answer.component + (answer.part_id ?? '')} data-free={!answer.customer_percent}>
          <Text span fw={600}>
            {t(`component.${answer.component}`)}
          </Text>
          <Text span size="sm">
            {answer.customer_percent === 0
              ? t('coverage.free')
              : t('coverage.she_pays', { percent: answer.customer_percent })}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/// Who pays for what on a day, until when, and why; kept as a decision on a press.
export function Coverage({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const [on, setOn] = useState('');
  const [cause, setCause] = useState<Cause>('unknown');
  const asked = useQuery(coverageQuery(unit, on, cause));
  const decide = useMutation({
    mutationFn: () =>
      said(
        api.POST('/units/{unit}/coverage-decisions', {
          params: { path: { unit } },
          body: { cause, ...(on && { on }) },
        }),
      ),
    onSuccess: async () => {
      tell(t('coverage.decided'));
      await client.invalidateQueries({ queryKey: ['coverage'] });
    },
  });
  return (
    <section className={classes.panel} aria-labelledby="coverage">
      <h2 id="coverage" className={classes.heading}>
        {t('coverage.title')}
      </h2>
      <Group align="end" gap="sm" mb="sm">
        <TextInput
          type="date"
          label={t('coverage.day')}
          value={on}
          onChange={e => setOn(e.currentTarget.value)}
        />
        <Select
          label={t('coverage.cause')}
          allowDeselect={false}
          data={causes.map(value => ({ value, label: t(`cause.${value}`) }))}
          value={cause}
          onChange={value => setCause((value as Cause | null) ?? 'unknown')}
        />
        {may('units_write') && (
          <Button variant="light" loading={decide.isPending} onClick={() => decide.mutate()}>
            {t('coverage.decide')}
          </Button>
        )}
      </Group>
      {decide.isError && <Failure error={decide.error} />}
      {asked.isPending && <Loading />}
      {asked.isError && <Failure error={asked.error} again={() => void asked.refetch()} />}
      {asked.isSuccess && (
        <>
          <Shares picture={asked.data} />
          {asked.data.terms.length === 0 ? (
            <Text c="dimmed">{t('coverage.none')}</Text>
          ) : (
            <>
              <CoverageBars picture={asked.data} />
              <CoverageTable picture={asked.data} />
            </>
          )}
          <details className={classes.why}>
            <summary>{t('coverage.why')}</summary>
            <ul>
              {asked.data.words.map(sentence => (
                <li key={sentence} dir="auto">
                  {sentence}
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </section>
  );
}
