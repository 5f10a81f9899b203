import { Badge, Button, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import classes from '~/modules/customers/customers.module.css';
import { Dialog } from '~/ui/Dialog';
import { Loaded } from '~/ui/Loaded';
import { QuickForm } from '~/ui/QuickForm';
import own from './clocks.module.css';
import { Dismissals } from './Dismissals';
import { LawStory } from './LawStory';
import { type Clock, explanationOf, lawOf, packs as packsQuery } from './queries';
import { Sentences } from './Sentences';
import { useCountry } from './useCountry';

/// The rule, its source, and each day that does not count and why; and what it was before.
function Explanation({ clock }: { clock: Clock }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const explained = useQuery(explanationOf(clock));
  return (
    <Loaded query={explained}>
      {({ sentences, former }) => (
        <>
          <Sentences sentences={sentences} />
          {former.length > 0 && (
            <>
              <h3>{t('clock.former')}</h3>
              <ul>
                {former.map(one => (
                  <li key={one.revision}>
                    {t(`law_state.${one.state}`)}
                    {one.due_at && <> · {formats.fullDue(one.due_at)}</>} ·{' '}
                    {t('clock.until', { when: formats.full(one.replaced_at) })}
                  </li>
                ))}
              </ul>
            </>
          )}
          <Link to={`/law/${clock.pack_id}`}>{t('clock.rules')}</Link>
        </>
      )}
    </Loaded>
  );
}

function ClockItem({ clock }: { clock: Clock }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const isLate = clock.state === 'broken';
  return (
    <li>
      <details className={own.clock} onToggle={e => setOpen(e.currentTarget.open)}>
        <summary>
          <bdi>{clock.title}</bdi>{' '}
          <Badge size="sm" variant="default" className={isLate ? own.late : undefined}>
            {t(`law_state.${clock.state}`)}
          </Badge>
          {clock.due_at && (
            <Text size="sm" className={isLate ? own.late : undefined}>
              {t('clock.due', { when: formats.fullDue(clock.due_at) })}
            </Text>
          )}
          {clock.own_due_at && clock.own_due_at !== clock.due_at && (
            <Text size="sm">{t('clock.own_due', { when: formats.fullDue(clock.own_due_at) })}</Text>
          )}
        </summary>
        {isOpen && <Explanation clock={clock} />}
      </details>
    </li>
  );
}

/// A case has one law for good: said once, by whom it is known.
function TakeUp({ id, proposed, close }: { id: string; proposed: string; close: () => void }) {
  const { t } = useTranslation();
  const country = useCountry();
  const packs = useQuery(packsQuery);
  const used = (packs.data ?? []).filter(pack => pack.in_use);
  const [code, setCode] = useState<string | null>(proposed || null);
  return (
    <Dialog title={t('clock.take_up')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('clock.take_up_explain')}
        go={t('clock.take_up')}
        isReady={code !== null}
        send={() =>
          said(
            api.PUT('/cases/{case}/law', {
              params: { path: { case: id }, header: { 'Idempotency-Key': newKey() } },
              body: { code: code ?? '' },
            }),
          )
        }
      >
        {() => (
          <Select
            label={t('law.country')}
            data-autofocus
            allowDeselect={false}
            data={used.map(pack => ({ value: pack.code, label: country(pack.code) }))}
            value={code}
            onChange={setCode}
          />
        )}
      </QuickForm>
    </Dialog>
  );
}

interface Props {
  id: string; // of the case
  canWrite: boolean;
}

/// What the law demands of this case, by when, and why.
export default function CaseClocks({ id, canWrite }: Props) {
  const { t } = useTranslation();
  const country = useCountry();
  const [isTaking, setTaking] = useState(false);
  const { data } = useQuery(lawOf(id));
  if (!data || (!data.matter && !canWrite)) return null;
  const { matter, clocks } = data;
  return (
    <section className={classes.panel} aria-label={t('clock.title')}>
      <h2 className={classes.heading}>
        {matter ? t('clock.title_of', { country: country(matter.code) }) : t('clock.title')}
      </h2>
      {matter ? (
        <>
          <Dismissals law={data} />
          {clocks.length === 0 && <Text size="sm">{t('clock.none')}</Text>}
          <ul>
            {clocks.map(clock => (
              <ClockItem key={clock.id} clock={clock} />
            ))}
          </ul>
          <LawStory id={id} law={data} canWrite={canWrite} />
        </>
      ) : (
        <Button size="compact-xs" variant="default" onClick={() => setTaking(true)}>
          {t('clock.take_up')}
        </Button>
      )}
      {isTaking && <TakeUp id={id} proposed={data.proposed} close={() => setTaking(false)} />}
    </section>
  );
}
