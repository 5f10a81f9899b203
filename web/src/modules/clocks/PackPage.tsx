import { Checkbox, Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { Approval } from './Packs';
import { type Pack, packs as packsQuery, type Rule, rulesOf } from './queries';
import { RuleItem } from './RuleItem';
import { useCountry } from './useCountry';

const keyed = () => ({ header: { 'Idempotency-Key': newKey() } });

/// A person takes it upon herself; or what is counted by is another version.
function Decide({ pack }: { pack: Pack }) {
  const { t } = useTranslation();
  const may = useMay();
  const [reason, setReason] = useState('');
  const [mayRemove, setMayRemove] = useState(false);
  if (!may('settings_write')) return null;
  const path = { pack: pack.id };
  return (
    <>
      {!pack.in_use && (
        <ConfirmButton
          label={t('law.use')}
          explain={t('law.use_explain')}
          size="xs"
          act={() =>
            said(
              api.POST('/packs/{pack}/use', {
                params: { path, query: { confirm_removed: mayRemove || undefined }, ...keyed() },
              }),
            )
          }
          stale={['law_pack', 'case']}
        >
          <Checkbox
            label={t('law.may_lack')}
            description={t('law_upload.may_remove_explain')}
            checked={mayRemove}
            onChange={e => setMayRemove(e.currentTarget.checked)}
          />
        </ConfirmButton>
      )}
      {!pack.approved_at && (
        <ConfirmButton
          label={t('law.approve')}
          explain={t('law.approve_explain')}
          size="xs"
          act={() =>
            said(
              api.POST('/packs/{pack}/approval', {
                params: { path, ...keyed() },
                body: { reason },
              }),
            )
          }
          stale={['law_pack', 'case']}
        >
          <TextInput
            label={t('law.approve_reason')}
            required
            data-autofocus
            value={reason}
            onChange={e => setReason(e.currentTarget.value)}
          />
        </ConfirmButton>
      )}
    </>
  );
}

const today = () => new Date().toLocaleDateString('sv-SE'); // as the wire writes days

/// Whether this edition holds on that day; without a day every edition is shown.
export const holdsOn = ({ from_on, through_on }: Rule, day: string) =>
  !day || ((!from_on || from_on <= day) && (!through_on || through_on >= day));

function RuleList({ pack, rules }: { pack: Pack; rules: Rule[] }) {
  const { t, i18n } = useTranslation();
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const [day, setDay] = useState(today);
  const fold = (text: string) => text.toLocaleLowerCase(i18n.language);
  const isMeant = (rule: Rule) =>
    holdsOn(rule, day) &&
    (!kind || rule.kind === kind) &&
    fold([rule.id, rule.title, rule.source, rule.quote, ...rule.sentences].join(' ')).includes(
      fold(words.trim()),
    );
  const shown = rules.filter(isMeant);
  const kinds = [...new Set(rules.map(rule => rule.kind))];
  return (
    <>
      <Group align="flex-end" role="search" aria-label={t('law.rules')}>
        <TextInput
          label={t('law.words')}
          value={words}
          onChange={e => setWords(e.currentTarget.value)}
        />
        <Select
          label={t('law.kind')}
          placeholder={t('law.any_kind')}
          clearable
          clearButtonProps={{ 'aria-label': t('law.any_kind') }}
          data={kinds.map(value => ({ value, label: t(`law_kind.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <TextInput
          type="date"
          label={t('law.day')}
          description={t('law.day_hint')}
          value={day}
          onChange={e => setDay(e.currentTarget.value)}
        />
      </Group>
      <Text size="sm" c="dimmed" aria-live="polite">
        {t('law.count', { count: shown.length, all: rules.length })}
      </Text>
      {shown.length === 0 && <Empty title={t('law.none')} text={t('law.none_text')} />}
      <div>
        {shown.map(rule => (
          <RuleItem
            key={`${rule.id} ${rule.from_on}`}
            pack={pack.id}
            rule={rule}
            day={day || today()}
          />
        ))}
      </div>
    </>
  );
}

/// One version of a country's law: its rules as they held on a day.
export default function PackPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const country = useCountry();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const packs = useQuery(packsQuery);
  const rules = useQuery(rulesOf(id));
  const pack = packs.data?.find(one => one.id === id);
  return (
    <SettingsPage
      title={pack ? country(pack.code) : t('law.title')}
      up={{ to: '/law', label: t('law.title') }}
      actions={pack && <Decide pack={pack} />}
      isWide
    >
      {pack && (
        <Text size="sm">
          {t('law.version_of', {
            version: pack.pack_version,
            origin: t(`law_origin.${pack.origin}`),
            day: formats.day(pack.loaded_at),
          })}{' '}
          · <Approval pack={pack} />
        </Text>
      )}
      <Loaded query={rules}>{all => pack && <RuleList pack={pack} rules={all} />}</Loaded>
    </SettingsPage>
  );
}
