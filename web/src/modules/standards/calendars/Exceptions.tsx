import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { problemOf } from '~/ui/Failure';
import type { Form } from '~/ui/form/useForm';
import { Rows } from '~/ui/Rows';
import type { Values } from './CalendarForm';
import { type Exception, withException } from './year';

interface Props {
  form: Form<Values>;
  open: (one: Exception) => void;
}

const parts = ['', '.from_on', '.through_on', '.name', '.spans'];

/// What differs from each week, as a list.
export function Exceptions({ form, open }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { exceptions } = form.values;
  const when = (one: Exception) =>
    one.through_on && one.through_on !== one.from_on
      ? `${formats.date(one.from_on)} – ${formats.date(one.through_on)}`
      : formats.date(one.from_on);
  const hours = (one: Exception) =>
    one.spans.map(span => `${span.opens}–${span.closes}`).join(', ') || t('calendars.closed');
  form.fields.set('exceptions', {
    label: t('calendars.exceptions'),
    say: value =>
      (value as Exception[]).map(one => `${when(one)}: ${one.name}, ${hours(one)}`).join('\n'),
  });
  function problem(one: Exception) {
    const i = exceptions.indexOf(one);
    const spans = one.spans.flatMap((_, j) =>
      ['', '.opens', '.closes'].map(part => `.spans[${j}]${part}`),
    );
    const paths = [...parts, ...spans].map(part => `exceptions[${i}]${part}`);
    for (const path of paths) form.paths.add(path);
    return paths.map(path => problemOf(form.refusal, path)).find(Boolean);
  }
  if (exceptions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('calendars.no_exceptions')}
      </Text>
    );
  return (
    <Rows
      label={t('calendars.exceptions')}
      rows={exceptions}
      idOf={one => `${one.from_on}-${one.through_on ?? ''}-${exceptions.indexOf(one)}`}
      columns={[
        { head: t('calendars.when'), cell: when },
        {
          head: t('calendars.why'),
          cell: one => (
            <>
              <bdi>{one.name}</bdi>
              {problem(one) && (
                <Text size="xs" c="var(--mantine-color-error)" role="alert">
                  {problem(one)}
                </Text>
              )}
            </>
          ),
        },
        { head: t('calendars.hours'), cell: hours },
        {
          head: t('calendars.change'),
          cell: one => (
            <Group gap={4}>
              <Button size="compact-xs" variant="default" onClick={() => open(one)}>
                {t('calendars.change')}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`${t('form.remove')}: ${one.name}, ${when(one)}`}
                onClick={() => form.change({ exceptions: withException(exceptions, one) })}
              >
                {t('form.remove')}
              </Button>
            </Group>
          ),
        },
      ]}
    />
  );
}
