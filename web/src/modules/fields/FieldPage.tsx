import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { company as companyQuery } from '~/api/queries';
import { NothingHere } from '~/app/NothingHere';
import type { Language } from '~/i18n';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { FieldForm } from './FieldForm';
import { type Field, fields as fieldsQuery, labelOf } from './queries';

function Retire({ field }: { field: Field }) {
  const { t } = useTranslation();
  const retired = !field.retired_at;
  const name = labelOf(field.label, '');
  return (
    <ConfirmButton
      label={t(retired ? 'fields.retire' : 'fields.revive')}
      explain={t(retired ? 'fields.retire_explain' : 'fields.revive_explain', { name })}
      size="xs"
      act={() => {
        const params = { path: { field: field.id } };
        const body = { version: field.version, retired };
        return said(api.PATCH('/fields/{field}', { params, body }));
      }}
      stale={['field']}
    />
  );
}

export default function FieldPage() {
  const { t, i18n } = useTranslation();
  const { id, isNew, savedAndBack } = useOneOf('/settings/fields');
  const company = useQuery(companyQuery);
  const fields = useQuery(fieldsQuery);
  const field = fields.data?.find(one => one.id === id);
  return (
    <SettingsPage
      title={isNew ? t('fields.add') : field ? labelOf(field.label, i18n.language) : ''}
      up={{ to: '/settings/fields', label: t('fields.title') }}
      actions={field && <Retire field={field} />}
    >
      <Loaded query={company}>
        {({ languages }) => (
          <Loaded query={fields}>
            {() =>
              isNew || field ? (
                <FieldForm
                  key={field?.id}
                  field={field}
                  tags={languages as Language[]}
                  done={savedAndBack}
                />
              ) : (
                <NothingHere />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </SettingsPage>
  );
}
