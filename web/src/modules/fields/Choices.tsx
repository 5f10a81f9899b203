import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Language, languageNames } from '~/i18n';
import { problemOf } from '~/ui/Failure';
import type { Form } from '~/ui/form/useForm';
import { Order } from '~/ui/Order';
import type { Values } from './FieldForm';
import type { Field } from './queries';

type Choice = Field['choices'][number];

/// What can be chosen: a value for programs, and what people read in each language.
export function Choices({ form, tags }: { form: Form<Values>; tags: Language[] }) {
  const { t } = useTranslation();
  const { choices } = form.values;
  const set = (next: Choice[]) => form.change({ choices: next });
  const change = (at: number, part: Partial<Choice>) =>
    set(choices.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const problem = (path: string) => {
    form.paths.add(path);
    return problemOf(form.refusal, path);
  };
  form.fields.set('choices', {
    label: t('fields.choices'),
    say: value => (value as Choice[]).map(one => one.value).join(', '),
  });
  return (
    <Stack gap="xs">
      <Text fw={500} size="sm">
        {t('fields.choices')}
      </Text>
      {choices.map((choice, at) => {
        const of = t('fields.choice', { n: at + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: choices are moved and typed anew
          <Paper key={at} withBorder p="xs" component="section" aria-label={of}>
            <Group gap="xs" align="flex-start">
              <TextInput
                size="xs"
                dir="ltr"
                label={t('fields.value')}
                aria-label={`${of}: ${t('fields.value')}`}
                value={choice.value}
                error={problem(`choices[${at}].value`)}
                onChange={e => change(at, { value: e.currentTarget.value })}
              />
              {tags.map(tag => (
                <TextInput
                  key={tag}
                  size="xs"
                  lang={tag}
                  dir={tag === 'he' ? 'rtl' : 'ltr'}
                  label={languageNames[tag]}
                  aria-label={`${of}: ${languageNames[tag]}`}
                  value={choice.label[tag] ?? ''}
                  error={problem(`choices[${at}].label.${tag}`)}
                  onChange={e => {
                    const { [tag]: _, ...rest } = choice.label;
                    const text = e.currentTarget.value;
                    change(at, { label: text ? { ...rest, [tag]: text } : rest });
                  }}
                />
              ))}
              <Order of={of} list={choices} at={at} set={set} />
            </Group>
          </Paper>
        );
      })}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => set([...choices, { value: '', label: {} }])}
        >
          {t('fields.add_choice')}
        </Button>
      </div>
    </Stack>
  );
}
