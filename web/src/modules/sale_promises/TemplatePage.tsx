import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { NothingHere } from '~/app/NothingHere';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { nameIn } from './names';
import { type Template, templates as templatesQuery } from './queries';
import { TemplateForm } from './TemplateForm';

function Retire({ template }: { template: Template }) {
  const { t, i18n } = useTranslation();
  const params = { path: { sale_promise_template: template.id } };
  const body = { version: template.version };
  return (
    <ConfirmButton
      label={t('sale_templates.retire')}
      explain={t('sale_templates.retire_explain', { name: nameIn(template.names, i18n.language) })}
      size="xs"
      act={() =>
        said(api.POST('/sale-promise-templates/{sale_promise_template}/retire', { params, body }))
      }
      stale={['sale_promise_template']}
    />
  );
}

export default function TemplatePage() {
  const { t, i18n } = useTranslation();
  const { id, isNew, savedAndStay } = useOneOf('/settings/sale-promises');
  const templates = useQuery({ ...templatesQuery, enabled: !isNew });
  const template = templates.data?.find(one => one.id === id);
  if (templates.isSuccess && !isNew && !template) return <NothingHere />;
  return (
    <SettingsPage
      title={isNew ? t('sale_templates.add') : nameIn(template?.names, i18n.language)}
      about={
        template &&
        t(template.state === 'retired' ? 'sale_templates.retired_text' : 'sale_templates.kept_text')
      }
      up={{ to: '/settings/sale-promises', label: t('sale_templates.title') }}
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
