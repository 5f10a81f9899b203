import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { useMinorMoney } from '~/i18n/money';
import { useAct } from '~/ui/useAct';
import { DeclineRemedy, GiveInstead, HandOverRemedy, LetGoRemedy } from './Remedies';

export type Remedy = Schemas['RemedyView'];

/// Who it came from and why, and what stands in its way.
function useGround() {
  const { t } = useTranslation();
  const formats = useFormats();
  return (r: Remedy): string[] => {
    const said: string[] = [];
    if (r.rule_name) said.push(t('remedy.by_rule', { name: r.rule_name }));
    else if (r.proposed_by_name) said.push(t('remedy.by_person', { name: r.proposed_by_name }));
    if (r.requested_by_name && r.state === 'awaiting_approval')
      said.push(t('remedy.asked_by', { name: r.requested_by_name }));
    if (r.outlook === 'no_room' || r.outlook === 'needs_unit' || r.outlook === 'asked')
      said.push(t(`remedy_outlook.${r.outlook}`));
    if (r.decided_by_name) said.push(t('remedy.decided_by', { name: r.decided_by_name }));
    else if (r.state === 'granted') said.push(t('remedy.decided_by_program'));
    if (r.is_owed && r.owed_until)
      said.push(t('remedy.owed_until', { when: formats.due(r.owed_until) }));
    if (r.given_at)
      said.push(t('remedy.given_by', { when: formats.date(r.given_at), name: r.given_by_name }));
    if (r.given_note) said.push(r.given_note);
    if (r.let_go)
      said.push(
        t('remedy.let_go_by', {
          when: formats.instant(r.let_go.let_go_at),
          name: r.let_go.let_go_by_name,
        }),
      );
    if (r.state === 'granted' && r.service) {
      said.push(r.service.words);
      if (r.service.ended_at)
        said.push(
          t('remedy.service_ended', {
            when: formats.instant(r.service.ended_at),
            name: r.service.ended_by,
          }),
        );
      if (r.service.owed_until_on)
        said.push(t('remedy.service_owed', { day: formats.date(r.service.owed_until_on) }));
    }
    if (r.evidence !== 'none') said.push(t(`remedy_evidence.${r.evidence}`));
    return said;
  };
}

/// What was granted and is held no more says so.
function stateOf(r: Remedy) {
  if (r.let_go) return 'let_go';
  return r.state === 'granted' && r.service?.standing === 'ended' ? 'ended' : r.state;
}

/// One remedy: what, why, and what the reader may do with it.
export function RemedyLine({ remedy: r, freshens }: { remedy: Remedy; freshens: string[] }) {
  const { t } = useTranslation();
  const money = useMinorMoney();
  const may = useMay();
  const ground = useGround();
  const [isDeclining, setDeclining] = useState(false);
  const [asked, setAsked] = useState<'give' | 'let_go' | 'instead'>();
  const dialog = { remedy: r, freshens, close: () => setAsked(undefined) };
  const params = { path: { remedy: r.id } };
  const grant = useAct(
    () => said(api.POST('/remedies/{remedy}/grant', { params, body: { version: r.version } })),
    { stale: ['remedy', 'case'] },
  );
  const canGive = r.outlook === 'given' || r.outlook === 'asked';
  const canDecline = r.outlook !== 'decided' && (r.state === 'proposed' || may('remedies_approve'));
  return (
    <>
      <Text size="sm" fw={500}>
        <bdi>{r.words}</bdi>
        {r.amount_minor > 0 && <> · {money(r.amount_minor, r.currency)}</>}{' '}
        <Badge size="sm" variant="default">
          {t(`remedy_state.${stateOf(r)}`)}
        </Badge>
      </Text>
      <Text size="xs" c="dimmed">
        {ground(r).join(' · ')}
      </Text>
      {r.reason && (
        <Text size="xs" className="words" dir="auto" ta="start">
          {r.reason}
        </Text>
      )}
      {stateOf(r) === 'ended' && r.service?.reason && (
        <Text size="xs" className="words" dir="auto" ta="start">
          {r.service.reason}
        </Text>
      )}
      {r.let_go && (
        <Text size="xs">
          {r.let_go.words && <q className="words">{r.let_go.words}</q>} ·{' '}
          <bdi>{r.let_go.reason}</bdi>
        </Text>
      )}
      {may('remedies_grant') && r.outlook !== 'decided' && (
        <Group gap={4} mt={4}>
          {canGive && (
            <Button
              size="compact-xs"
              variant="light"
              loading={grant.isPending}
              onClick={() => grant.mutate()}
            >
              {t(r.outlook === 'given' ? 'remedy.grant' : 'remedy.ask')}
            </Button>
          )}
          {canDecline && (
            <Button size="compact-xs" variant="subtle" onClick={() => setDeclining(true)}>
              {t('remedy.decline')}
            </Button>
          )}
        </Group>
      )}
      {may('remedies_grant') && r.can_let_go && (
        <Group gap={4} mt={4}>
          {r.is_owed && (
            <Button size="compact-xs" variant="light" onClick={() => setAsked('give')}>
              {t('remedy.hand_over')}
            </Button>
          )}
          <Button size="compact-xs" variant="default" onClick={() => setAsked('instead')}>
            {t('remedy.instead')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setAsked('let_go')}>
            {t('remedy.let_go')}
          </Button>
        </Group>
      )}
      {asked === 'give' && <HandOverRemedy {...dialog} />}
      {asked === 'let_go' && <LetGoRemedy {...dialog} />}
      {asked === 'instead' && <GiveInstead {...dialog} />}
      {isDeclining && (
        <DeclineRemedy remedy={r} freshens={freshens} close={() => setDeclining(false)} />
      )}
    </>
  );
}
