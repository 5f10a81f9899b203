import { Badge, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import classes from './clocks.module.css';
import { exampleOf, type Rule } from './queries';
import { Sentences } from './Sentences';

/// What the rule comes to when it begins on a day that one asks about.
function Example({ pack, rule, day }: { pack: string; rule: Rule; day: string }) {
  const { t } = useTranslation();
  const [on, setOn] = useState(day);
  const example = useQuery(exampleOf(pack, rule.id, on));
  const isNew = (sentence: string) => !rule.sentences.includes(sentence);
  return (
    <>
      <TextInput
        type="date"
        size="xs"
        w={200}
        my="xs"
        label={t('law.begins_on')}
        value={on}
        onChange={e => setOn(e.currentTarget.value)}
      />
      {on && (
        <Loaded query={example}>
          {({ sentences }) => <Sentences sentences={sentences.filter(isNew)} />}
        </Loaded>
      )}
    </>
  );
}

function useDates() {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ from_on, through_on }: Rule) => {
    if (from_on && through_on)
      return t('law.from_through', {
        from: formats.date(from_on),
        through: formats.date(through_on),
      });
    if (from_on) return t('law.from', { from: formats.date(from_on) });
    if (through_on) return t('law.through', { through: formats.date(through_on) });
    return t('law.always');
  };
}

const counted = ['deadline', 'term', 'retention'];
const isSure = (rule: Rule) => rule.confidence.startsWith('verified');

interface Props {
  pack: string;
  rule: Rule; // one edition of it
  day: string; // to begin with in the example
}

/// One edition of a rule: in words, in the words of its source, and counted.
export function RuleItem({ pack, rule, day }: Props) {
  const { t } = useTranslation();
  const datesOf = useDates();
  const [isOpen, setOpen] = useState(false);
  const told = rule.sentences.filter(one => !rule.quote || !one.includes(rule.quote));
  return (
    <details className={classes.rule} onToggle={e => setOpen(e.currentTarget.open)}>
      <summary>
        <Text span fw={600}>
          <bdi>{rule.title}</bdi>
        </Text>
        <Group component="span" gap={6} className={classes.marks}>
          <Badge variant="default">{t(`law_kind.${rule.kind}`)}</Badge>
          <Badge variant={isSure(rule) ? 'light' : 'default'}>
            {t(`law_confidence.${rule.confidence}`)}
          </Badge>
          <Text span size="sm" c="dimmed">
            {datesOf(rule)}
          </Text>
        </Group>
      </summary>
      {isOpen && (
        <div className={classes.inside}>
          <Sentences sentences={told} />
          {rule.quote && (
            <blockquote className={classes.quote} dir="auto">
              {rule.quote}
            </blockquote>
          )}
          <Text size="xs" c="dimmed">
            {t('law.stands_in')}{' '}
            <bdi dir="ltr">
              {rule.file}:{rule.line}
            </bdi>
          </Text>
          {counted.includes(rule.kind) && <Example pack={pack} rule={rule} day={day} />}
        </div>
      )}
    </details>
  );
}
