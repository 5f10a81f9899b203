import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { timelineQuery } from '~/modules/cases/case/queries';
import { waiversQuery } from './queries';

/// What she wishes to pay for though it would be free: who said so, when, by which way.
export function Waivers({ id }: { id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const waivers = useQuery(waiversQuery(id)).data ?? [];
  const story = useQuery({ ...timelineQuery(id), enabled: waivers.length > 0 });
  if (waivers.length === 0) return null;
  return (
    <>
      <h3>{t('waiver.given')}</h3>
      <ul>
        {waivers.map(one => {
          const proof = story.data?.find(
            entry => entry.interaction?.id === one.interaction_id,
          )?.interaction;
          return (
            <li
              key={one.id}
              style={one.withdrawn_at ? { textDecoration: 'line-through' } : undefined}
            >
              {t(`component.${one.component}`)}: <q className="words">{one.words}</q>
              <Text size="xs" c="dimmed">
                {proof && (
                  <>
                    <bdi>{proof.author_name}</bdi> · {t(`channel.${proof.channel}`)} ·{' '}
                    {formats.instant(proof.at)} ·{' '}
                  </>
                )}
                {t('waiver.recorded_by', { name: one.actor, when: formats.instant(one.at) })}
                {one.withdrawn_at && (
                  <>
                    {' · '}
                    {t('waiver.withdrawn', { when: formats.instant(one.withdrawn_at) })}
                  </>
                )}
              </Text>
            </li>
          );
        })}
      </ul>
    </>
  );
}
