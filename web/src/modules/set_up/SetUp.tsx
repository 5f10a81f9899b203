import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconClockPause } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { Calendar } from './Calendar';
import { Company } from './Company';
import { Done } from './Done';
import { Mailbox } from './Mailbox';
import { People } from './People';
import classes from './SetUp.module.css';
import { type House, isDone, nextStep, type Step, steps, useHouse, usePutOff } from './steps';
import { Team } from './Team';

export interface StepProps {
  house: House;
  done: () => void; // to the next one
  skip: () => void;
}

const parts = {
  company: Company,
  calendar: Calendar,
  mailbox: Mailbox,
  team: Team,
  people: People,
};

interface TrackProps {
  house: House;
  putOff: Step[];
  current: Step | undefined;
  go: (step: Step | undefined) => void;
}

/// Which steps there are, and how each stands.
function Track({ house, putOff, current, go }: TrackProps) {
  const { t } = useTranslation();
  return (
    <ol className={classes.track} aria-label={t('set_up.title')}>
      {steps.map((step, i) => {
        const done = isDone(house, step);
        const waits = !done && putOff.includes(step);
        return (
          <li key={step}>
            <button
              type="button"
              className={classes.step}
              aria-current={step === current ? 'step' : undefined}
              data-done={done || undefined}
              onClick={() => go(step)}
            >
              <span className={classes.sign} aria-hidden>
                {done ? <IconCheck size={16} /> : waits ? <IconClockPause size={16} /> : i + 1}
              </span>
              {t(`set_up.${step}`)}
              {(done || waits) && (
                <span className={classes.said}> {t(done ? 'set_up.is_done' : 'set_up.waits')}</span>
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function Steps({ house }: { house: House }) {
  const { t } = useTranslation();
  const [putOff, putOffOne] = usePutOff();
  const [current, setCurrent] = useState(() => nextStep(house, putOff));
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step begins at its heading
  useEffect(() => heading.current?.focus(), [current]);
  const after = (step: Step, skipped: Step[]) => {
    const rest = steps.slice(steps.indexOf(step) + 1);
    setCurrent(rest.find(one => !isDone(house, one) && !skipped.includes(one)));
  };
  const Part = current && parts[current];
  return (
    <>
      <Track house={house} putOff={putOff} current={current} go={setCurrent} />
      <Paper withBorder p={{ base: 'md', sm: 'xl' }}>
        {Part ? (
          <Stack>
            <div>
              <Title order={2} size="h3" tabIndex={-1} ref={heading} className={classes.heading}>
                {t(`set_up.${current}_title`)}
              </Title>
              <Text size="sm" c="dimmed">
                {t(`set_up.${current}_text`)}
              </Text>
            </div>
            <Part
              key={current}
              house={house}
              done={() => after(current, putOff)}
              skip={() => after(current, putOffOne(current))}
            />
          </Stack>
        ) : (
          <Done house={house} headingRef={heading} go={setCurrent} />
        )}
      </Paper>
    </>
  );
}

export function Skip({ skip, isDone: done }: { skip: () => void; isDone?: boolean }) {
  const { t } = useTranslation();
  return (
    <Group>
      <Button variant="subtle" onClick={skip}>
        {t(done ? 'set_up.go_on' : 'set_up.skip')}
      </Button>
    </Group>
  );
}

/// From an empty server to one that takes mail, in an evening: what is done stays done.
export default function SetUp() {
  const { t } = useTranslation();
  const house = useHouse();
  return (
    <SettingsPage title={t('set_up.title')} about={t('set_up.about')} isWide>
      <Loaded query={house}>{known => <Steps house={known} />}</Loaded>
    </SettingsPage>
  );
}
