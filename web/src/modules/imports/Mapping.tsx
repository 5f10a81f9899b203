import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import { teams as teamsQuery } from '~/api/queries';
import { languageNames, languages } from '~/i18n';
import { useFormats } from '~/i18n/formats';
import { FailureNote } from '~/ui/Failure';
import { Preview } from './Preview';
import {
  dateOrders,
  delimiters,
  encodings,
  type Import,
  isOfGoods,
  onDuplicates,
  type Settings,
} from './queries';

interface ChoiceProps {
  label: string;
  description?: string;
  values: readonly string[];
  say: (value: string) => string;
  value: string;
  set: (value: string) => void;
}

function Choice({ label, description, values, say, value, set }: ChoiceProps) {
  return (
    <Select
      label={label}
      description={description}
      allowDeselect={false}
      data={values.map(one => ({ value: one, label: say(one) }))}
      value={value}
      onChange={next => next !== null && set(next)}
    />
  );
}

interface PartProps {
  one: Import;
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

/// How the file is read: where it was not recognised rightly.
function HowRead({ settings, change }: PartProps) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <Choice
        label={t('imports.encoding')}
        values={encodings}
        say={one => t(`encoding.${one}`)}
        value={settings.encoding}
        set={one => change({ encoding: one as Settings['encoding'] })}
      />
      <Choice
        label={t('imports.delimiter')}
        values={delimiters}
        say={one => t(`delimiter.${one}`)}
        value={settings.delimiter}
        set={one => change({ delimiter: one as Settings['delimiter'] })}
      />
      <Choice
        label={t('imports.date_order')}
        values={dateOrders}
        say={one => t(`date_order.${one}`)}
        value={settings.date_order}
        set={one => change({ date_order: one as Settings['date_order'] })}
      />
      <Checkbox
        label={t('imports.has_header')}
        checked={settings.has_header}
        onChange={e => change({ has_header: e.currentTarget.checked })}
      />
    </SimpleGrid>
  );
}

function WhatToDo({ one, settings, change }: PartProps) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery).data ?? [];
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <Choice
        label={t('imports.on_duplicate')}
        description={t(`on_duplicate_about.${one.target}`)}
        values={isOfGoods(one) ? onDuplicates.filter(value => value !== 'create') : onDuplicates}
        say={value => t(`on_duplicate.${value}`)}
        value={settings.on_duplicate}
        set={value => change({ on_duplicate: value as Settings['on_duplicate'] })}
      />
      <Choice
        label={t('imports.language')}
        description={t('imports.language_hint')}
        values={languages}
        say={value => languageNames[value as keyof typeof languageNames]}
        value={settings.language}
        set={value => change({ language: value as Settings['language'] })}
      />
      {one.target === 'cases' && (
        <Choice
          label={t('imports.team')}
          description={t('imports.team_hint')}
          values={['', ...teams.map(team => team.id)]}
          say={value => teams.find(team => team.id === value)?.name ?? t('imports.by_routing')}
          value={settings.team_id ?? ''}
          set={value => change({ team_id: value || null })}
        />
      )}
    </SimpleGrid>
  );
}

/// What the columns mean, what the first rows would be, and the button that brings them in.
export function Mapping({ one }: { one: Import }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const [settings, setSettings] = useState<Settings>(one.settings);
  const params = { path: { import: one.id } };
  const save = useMutation({
    mutationFn: (wanted: Settings) =>
      said(
        api.PUT('/imports/{import}', {
          params,
          body: { version: one.version, settings: wanted },
        }),
      ),
    onSuccess: now => client.setQueryData(['import', one.id], now),
  });
  const start = useMutation({
    mutationFn: () =>
      said(api.POST('/imports/{import}/start', { params, body: { version: one.version } })),
    onSuccess: now => client.setQueryData(['import', one.id], now),
  });
  function change(part: Partial<Settings>) {
    const wanted = { ...settings, ...part };
    setSettings(wanted);
    save.mutate(wanted);
  }
  const error = save.error ?? start.error;
  const refusal = error ? asRefusal(error) : undefined;
  const props = { one, settings, change };
  return (
    <Stack gap="lg">
      <Text size="sm">
        {t('imports.found', { rows: one.rows_total, size: formats.size(one.size_bytes) })}
      </Text>
      <HowRead {...props} />
      <WhatToDo {...props} />
      <FailureNote refusal={refusal} />
      <Preview one={one} settings={settings} change={change} isSaved={!save.isPending && !error} />
      <Group>
        <Button
          loading={start.isPending}
          disabled={save.isPending || Boolean(save.error)}
          onClick={() => start.mutate()}
        >
          {t('imports.start', { rows: one.rows_total })}
        </Button>
        <Text size="sm" c="dimmed">
          {t(`imports_start_text.${one.target}`)}
        </Text>
      </Group>
    </Stack>
  );
}
