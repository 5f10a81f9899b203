import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { NothingHere } from '~/app/NothingHere';
import { nameIn } from '~/modules/sale_promises/names';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { type Template, templates as templatesQuery } from './queries';
import { TemplateForm } from './TemplateForm';

function Retire({ template }: { template: Template }) {
  const { t, i18n } = useTranslation();
  const params = { path: { coverage_template: template.id } };
  const body = { version: template.version };
  return (
    <ConfirmButton
      label={t('sale_templates.retire')}
      explain={t('coverage_templates.retire_explain', {
        name: nameIn(template.names, i18n.language),
      })}
      size="xs"
      act={() => said(api.POST('/coverage-templates/{coverage_template}/retire', { params, body }))}
      stale={['coverage_template']}
    />
  );
}

export default function TemplatePage() {
  const { t, i18n } = useTranslation();
  const { id, isNew, savedAndStay } = useOneOf('/settings/coverage');
  const templates = useQuery({ ...templatesQuery, enabled: !isNew });
  const template = templates.data?.find(one => one.id === id);
  if (templates.isSuccess && !isNew && !template) return <NothingHere />;
  const about = template?.state === 'retired' ? 'retired_text' : 'kept_text';
  return (
    <SettingsPage
      title={isNew ? t('coverage_templates.add') : nameIn(template?.names, i18n.language)}
      about={template && t(`coverage_templates.${about}`)}
      up={{ to: '/settings/coverage', label: t('coverage_templates.title') }}
      actions={template?.state === 'active' && <Retire template={template} />}
    >
      {isNew ? (
        <TemplateForm key="new" done={savedAndStay} />
      ) : (
        <Loaded query={templates}>
          {() =>
            template && <TemplateForm key={template.id} template={template} done={savedAndStay} />
          }
        </Loaded>
      )}
    </SettingsPage>
  );
}
