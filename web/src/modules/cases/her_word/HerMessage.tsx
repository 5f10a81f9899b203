import { Blockquote, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { timelineQuery } from '../case/queries';
import { excerptOf, herMessages, saidSince } from './messages';

interface Props {
  id: string; // of the case
  since?: string; // when that was said which the word changes
  chosen: string | null;
  choose: (id: string | null) => void;
  problem?: string;
  required?: boolean;
}

/// In which of her messages on a case she says so, and what stands in it.
export function HerMessage({ id, since, chosen, choose, problem, required = true }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const story = useQuery(timelineQuery(id));
  const all = herMessages(story.data ?? []);
  const messages = saidSince(all, since);
  const message = messages.find(one => one.id === chosen);
  if (story.isSuccess && messages.length === 0)
    return (
      <>
        <Text size="sm" role="note">
          {t(all.length > 0 ? 'her_word.none_since' : 'her_word.none')}
        </Text>
        {problem && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
      </>
    );
  return (
    <>
      <Select
        label={t('her_word.message')}
        description={t('her_word.message_hint')}
        required={required}
        allowDeselect={!required}
        clearable={!required}
        data-autofocus={required || undefined}
        error={problem}
        data={messages.map(one => ({
          value: one.id,
          label: [
            formats.instant(one.at),
            t(`channel.${one.channel}`),
            excerptOf(one.text || one.subject),
          ].join(' · '),
        }))}
        value={chosen}
        onChange={choose}
      />
      {message && (
        <Blockquote p="xs" my={0} fz="sm">
          <div className="words">{message.text || message.subject}</div>
          <Text size="xs" c="dimmed" mt={4}>
            <bdi>{message.author_name}</bdi> · {t(`channel.${message.channel}`)} ·{' '}
            {formats.full(message.at)}
          </Text>
        </Blockquote>
      )}
    </>
  );
}
