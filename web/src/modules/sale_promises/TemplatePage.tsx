import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { NothingHere } from '~/app/NothingHere';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
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
  const navigate = useNavigate();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const isNew = id === 'new';
  const templates = useQuery({ ...templatesQuery, enabled: !isNew });
  const template = templates.data?.find(one => one.id === id);
  function done(now: Template) {
    tell(t('form.saved'));
    if (isNew) void navigate({ to: `/settings/sale-promises/${now.id}`, replace: true });
  }
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
        <TemplateForm key="new" done={done} />
      ) : (
        <Loaded query={templates}>
          {() => template && <TemplateForm key={template.id} template={template} done={done} />}
        </Loaded>
      )}
    </SettingsPage>
  );
}
