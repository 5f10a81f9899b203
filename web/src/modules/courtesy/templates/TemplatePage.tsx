import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { company as companyQuery } from '~/api/queries';
import type { Language } from '~/i18n';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { type Template, TemplateForm } from './TemplateForm';

export default function TemplatePage() {
  const { t } = useTranslation();
  const { id, isNew, back, savedAndBack } = useOneOf('/settings/templates');
  const company = useQuery(companyQuery);
  const params = { path: { template: id } };
  const template = useQuery({
    queryKey: ['template', id],
    queryFn: () => said(api.GET('/templates/{template}', { params })),
    enabled: !isNew,
  });
  const form = (row?: Template) => (
    <Loaded query={company}>
      {({ languages }) => (
        <TemplateForm
          key={row?.id}
          template={row}
          tags={languages as Language[]}
          done={savedAndBack}
        />
      )}
    </Loaded>
  );
  return (
    <SettingsPage
      title={isNew ? t('templates.add') : (template.data?.name ?? '')}
      up={{ to: '/settings/templates', label: t('templates.title') }}
      isWide
      actions={
        template.data && (
          <ConfirmButton
            label={t('form.archive')}
            explain={t('templates.archive_explain', { name: template.data.name })}
            size="xs"
            act={() => {
              const query = { version: template.data.version };
              return said(api.DELETE('/templates/{template}', { params: { ...params, query } }));
            }}
            done={back}
            stale={['template', 'templates']}
          />
        )
      }
    >
      {isNew ? form() : <Loaded query={template}>{row => form(row)}</Loaded>}
    </SettingsPage>
  );
}
