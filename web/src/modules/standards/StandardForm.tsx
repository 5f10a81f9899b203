import { Fieldset, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { calendars as calendarsQuery, teams as teamsQuery } from '~/api/queries';
import { caseKinds, channels, priorities } from '~/ui/enums';
import { Form } from '~/ui/form/Form';
import { ChoiceField, ManyField, NumberField, TextField } from '~/ui/form/fields';
import type { Form as FormState } from '~/ui/form/useForm';
import { useRowForm } from '~/ui/form/useRowForm';
import { Amounts } from './Amounts';
import type { Amount } from './amounts';
import { FormerStandards } from './FormerStandards';
import { Preview } from './Preview';
import type { Standard } from './queries';

export interface Values {
  name: string;
  rank: number;
  case_kinds: string[];
  channels: string[];
  priorities: string[];
  teams: string[];
  calendar_id: string | null;
  warn_half_percent: number | null;
  warn_late_percent: number | null;
  amounts: Amount[];
}

export const valuesOf = (s?: Standard): Values => ({
  name: s?.name ?? '',
  rank: s?.rank ?? 100,
  case_kinds: s?.case_kinds ?? [],
  channels: s?.channels ?? [],
  priorities: s?.priorities ?? [],
  teams: s?.teams ?? [],
  calendar_id: s?.calendar_id ?? null,
  warn_half_percent: s?.warn_half_percent ?? 50,
  warn_late_percent: s?.warn_late_percent ?? 80,
  amounts: s?.amounts ?? [{ duty: 'answer_by', counting: 'working_minutes', count: 240 }],
});

function Conditions({ form }: { form: FormState<Values> }) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const choices = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t(`${prefix}.${value}`) }));
  const any = t('standards.any');
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <ManyField
        form={form}
        name="case_kinds"
        label={t('standards.kinds')}
        choices={choices('kind', caseKinds)}
        none={any}
      />
      <ManyField
        form={form}
        name="channels"
        label={t('standards.channels')}
        choices={choices('channel', channels)}
        none={any}
      />
      <ManyField
        form={form}
        name="priorities"
        label={t('standards.priorities')}
        choices={choices('priority', priorities)}
        none={any}
      />
      <ManyField
        form={form}
        name="teams"
        label={t('standards.teams')}
        choices={(teams.data ?? []).map(team => ({ value: team.id, label: team.name }))}
        none={any}
      />
      <NumberField
        form={form}
        name="rank"
        label={t('standards.rank')}
        description={t('standards.rank_hint')}
        min={0}
        max={9999}
      />
    </SimpleGrid>
  );
}

interface Props {
  standard?: Standard; // none: a new one
  done: (standard: Standard) => void;
}

const useStandardForm = ({ standard, done }: Props) =>
  useRowForm<Values, Standard>({
    noun: 'standard',
    row: standard,
    valuesOf,
    add: (body, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/standards', { params, body }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { standard: id } };
      return said(api.PUT('/standards/{standard}', { params, body: { ...values, version } }));
    },
    again: ({ id }) =>
      said(api.GET('/standards/{standard}', { params: { path: { standard: id } } })),
    done,
  });

export function StandardForm(props: Props) {
  const { t } = useTranslation();
  const form = useStandardForm(props);
  const calendars = useQuery(calendarsQuery);
  const { standard } = props;
  return (
    <>
      <Form form={form}>
        <TextField form={form} name="name" label={t('form.name')} required />
        <Fieldset legend={t('standards.for')}>
          {standard?.is_default ? (
            <Text size="sm">{t('standards.default_fits')}</Text>
          ) : (
            <Conditions form={form} />
          )}
        </Fieldset>
        <Fieldset legend={t('standards.amounts')}>
          <Amounts form={form} />
        </Fieldset>
        <Fieldset legend={t('standards.counted')}>
          <Stack>
            <ChoiceField
              form={form}
              name="calendar_id"
              label={t('standards.calendar')}
              none={t('standards.calendar_none')}
              choices={(calendars.data ?? []).map(c => ({ value: c.id, label: c.name }))}
            />
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <NumberField
                form={form}
                name="warn_half_percent"
                label={t('standards.warn_half')}
                description={t('standards.warn_half_hint')}
              />
              <NumberField
                form={form}
                name="warn_late_percent"
                label={t('standards.warn_late')}
                description={t('standards.warn_late_hint')}
              />
            </SimpleGrid>
          </Stack>
        </Fieldset>
        <Preview values={form.values} />
      </Form>
      {standard && <FormerStandards standard={standard} use={form.change} />}
    </>
  );
}
