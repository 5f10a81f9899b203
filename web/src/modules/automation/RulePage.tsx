import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { FormerRules } from './FormerRules';
import { ruleQuery } from './queries';
import { RuleForm, useRuleForm } from './RuleForm';
import { Runs } from './Runs';
import type { Rule } from './words';

function Archive({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const params = { path: { rule: rule.id }, query: { version: rule.version } };
  return (
    <ConfirmButton
      label={t('automation.archive')}
      explain={t('automation.archive_text', { name: rule.name })}
      size="xs"
      act={() => said(api.DELETE('/automation/rules/{rule}', { params }))}
      done={() => void navigate({ to: '/settings/automation' })}
      stale={['rule']}
    />
  );
}

function Editing({ rule, done }: { rule?: Rule; done: (rule: Rule) => void }) {
  const form = useRuleForm({ rule, done });
  return (
    <>
      <RuleForm form={form} />
      {rule && <FormerRules rule={rule} use={form.change} />}
      {rule && <Runs rule={rule} />}
    </>
  );
}

export default function RulePage() {
  const { t } = useTranslation();
  const { id, isNew, savedAndStay } = useOneOf('/settings/automation');
  const rule = useQuery({ ...ruleQuery(id), enabled: !isNew });
  return (
    <SettingsPage
      title={isNew ? t('automation.add') : (rule.data?.name ?? '')}
      up={{ to: '/settings/automation', label: t('automation.title') }}
      actions={rule.data && rule.data.state !== 'archived' && <Archive rule={rule.data} />}
    >
      {isNew ? (
        <Editing key="new" done={savedAndStay} />
      ) : (
        <Loaded query={rule}>
          {row => <Editing key={row.id} rule={row} done={savedAndStay} />}
        </Loaded>
      )}
    </SettingsPage>
  );
}
