import { Anchor, Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { type DocumentView, pictureOf } from './queries';

/// Who has signed it, how, and who has not.
export function SignaturesOn({ row }: { row: DocumentView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  // Where nobody has signed and no law wants it, the lines on the paper say it.
  if (row.signatures.every(one => !one.id) && !row.to_sign_by) return null;
  return (
    <>
      {row.to_sign_by && (
        <Badge variant="outline" color="gray" mt={4} tt="none">
          {t('documents.to_sign')}
        </Badge>
      )}
      {row.signatures.map(one => (
        <Text size="sm" key={one.who}>
          {t(`documents.who_${one.who}`)}:{' '}
          {one.id && one.at ? (
            <>
              {one.media_type ? (
                <Anchor href={pictureOf(row.id, one.id)} target="_blank" rel="noreferrer" size="sm">
                  <bdi>{one.name}</bdi>
                </Anchor>
              ) : (
                <bdi>{one.name}</bdi>
              )}{' '}
              · {formats.full(one.at)}
            </>
          ) : (
            <Text span size="sm" fw={600}>
              {t('documents.not_signed')}
            </Text>
          )}
        </Text>
      ))}
      {row.to_sign_by && (
        <Text size="xs" c="dimmed">
          <bdi>{row.to_sign_by}</bdi>
        </Text>
      )}
    </>
  );
}
