import { Alert, Anchor, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconFileText, IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import classes from './billing.module.css';
import { pictureAt, type Signature } from './signing';

function Picture({ of }: { of: Signature }) {
  const { t } = useTranslation();
  const label = t('signature.open', { name: of.name });
  if (!of.media_type || of.erased_at) return <IconSignature size={28} aria-hidden />;
  return (
    <Anchor href={pictureAt(of)} target="_blank" rel="noreferrer" aria-label={label}>
      {of.media_type === 'application/pdf' ? (
        <IconFileText size={28} aria-hidden />
      ) : (
        <img src={pictureAt(of)} alt="" className={classes.strokes} loading="lazy" />
      )}
    </Anchor>
  );
}

/// Who signed this version, when, and by whose hand it was taken.
export function Signatures({ all }: { all: Signature[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return all.map(one => (
    <div key={one.id} className={classes.signature}>
      <Group gap="xs" wrap="nowrap" align="center">
        <Picture of={one} />
        <Text size="xs">
          {one.erased_at ? (
            t('signature.erased')
          ) : (
            <>
              <Text span size="sm" fw={600}>
                <bdi>{one.name}</bdi>
              </Text>
              <br />
              {formats.full(one.at)} ·{' '}
              {t(`signature.${one.form}_${one.taken_by}`, { who: one.actor })}
            </>
          )}
        </Text>
      </Group>
      {!one.is_intact && !one.erased_at && (
        <Alert
          color="red"
          variant="light"
          mt={4}
          icon={<IconAlertTriangle size={16} aria-hidden />}
          title={t('signature.altered')}
        >
          {t('signature.altered_what')}
        </Alert>
      )}
    </div>
  ));
}
