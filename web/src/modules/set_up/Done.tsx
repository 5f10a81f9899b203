import { Alert, Anchor, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './SetUp.module.css';
import { type House, isDone, type Step, steps } from './steps';

interface Props {
  house: House;
  headingRef: RefObject<HTMLHeadingElement | null>;
  go: (step: Step) => void;
}

const next = ['standards', 'templates', 'routing', 'calendars', 'roles'] as const;

/// What was put off, and what is worth a look next.
export function Done({ house, headingRef, go }: Props) {
  const { t } = useTranslation();
  const waiting = steps.filter(step => !isDone(house, step));
  const [mailbox] = house.mailboxes;
  const isWell = !mailbox?.last_error_kind && !mailbox?.send_error_kind;
  return (
    <Stack>
      <Title order={2} size="h3" tabIndex={-1} ref={headingRef} className={classes.heading}>
        {t('set_up.done_title')}
      </Title>
      <Text>
        {mailbox &&
          t(`set_up.done_${isWell ? 'mail' : 'mail_fails'}`, { address: mailbox.address })}
        {!mailbox && t('set_up.done_no_mail')}
      </Text>
      {waiting.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          icon={<IconClockPause aria-hidden />}
          title={t('set_up.put_off')}
        >
          <Group gap="xs">
            {waiting.map(step => (
              <Button key={step} size="xs" variant="default" onClick={() => go(step)}>
                {t(`set_up.${step}`)}
              </Button>
            ))}
          </Group>
        </Alert>
      )}
      <div>
        <Text fw={600}>{t('set_up.next')}</Text>
        <List size="sm" spacing={4} mt={4}>
          {next.map(one => (
            <List.Item key={one}>
              <Anchor component={Link} to={`/settings/${one}`} size="sm">
                {t(`${one}.title`)}
              </Anchor>
              : {t(`settings_about.${one}`)}
            </List.Item>
          ))}
        </List>
      </div>
      <Group>
        <Button component={Link} to="/queue">
          {t('set_up.to_work')}
        </Button>
        <Button variant="default" component={Link} to="/settings">
          {t('set_up.to_settings')}
        </Button>
      </Group>
    </Stack>
  );
}
