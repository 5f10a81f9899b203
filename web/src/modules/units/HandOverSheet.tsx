import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CopyField } from '~/ui/CopyField';
import { Dialog } from '~/ui/Dialog';
import { Loaded } from '~/ui/Loaded';
import classes from './HandOver.module.css';
import { registrationLinkQuery, type UnitSummary } from './queries';

interface Props {
  unit: UnitSummary;
  close: () => void;
}

/// What is printed is the sheet alone: the device, what to do with the code, the code, the link.
export default function HandOverSheet({ unit, close }: Props) {
  const { t } = useTranslation();
  const link = useQuery(registrationLinkQuery(unit.id));
  return (
    <Dialog title={t('registration_code.title')} close={close}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('registration_code.explain')}
        </Text>
        <Loaded query={link}>
          {url => (
            <>
              <div className={classes.sheet}>
                <Text fw={600}>
                  <bdi>{unit.title}</bdi>{' '}
                  {unit.serial && (
                    <>
                      {' · '}
                      {t('unit.serial')} <bdi dir="ltr">{unit.serial}</bdi>
                    </>
                  )}
                </Text>
                <Text size="sm">{t('registration_code.scan')}</Text>
                <img
                  className={classes.code}
                  src={`/api/v1/units/${unit.id}/qr`}
                  alt={t('registration_code.code')}
                />
                <bdi dir="ltr" className={classes.printed}>
                  {url}
                </bdi>
              </div>
              <CopyField value={url} name={{ label: t('registration_code.link') }} />
              <Group justify="flex-end">
                <Button
                  leftSection={<IconPrinter size={16} aria-hidden />}
                  onClick={() => window.print()}
                >
                  {t('registration_code.print')}
                </Button>
              </Group>
            </>
          )}
        </Loaded>
      </Stack>
    </Dialog>
  );
}
