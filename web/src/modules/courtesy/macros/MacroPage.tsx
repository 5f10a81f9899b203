import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Form } from '~/ui/form/Form';
import { TextField } from '~/ui/form/fields';
import { useRowForm } from '~/ui/form/useRowForm';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { Steps, type Values } from './Steps';

type Macro = Schemas['Macro'];
const valuesOf = (macro?: Macro): Values => ({
  name: macro?.name ?? '',
  actions: macro?.actions ?? [],
});

function MacroForm({ macro, done }: { macro?: Macro; done: () => void }) {
  const { t } = useTranslation();
  const form = useRowForm<Values, Macro>({
    noun: 'macro',
    row: macro,
    valuesOf,
    add: (body, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/macros', { params, body }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { macro: id } };
      return said(api.PUT('/macros/{macro}', { params, body: { ...values, version } }));
    },
    again: ({ id }) => said(api.GET('/macros/{macro}', { params: { path: { macro: id } } })),
    stale: ['macro', 'macros'],
    done,
  });
  return (
    <Form form={form}>
      <TextField form={form} name="name" label={t('form.name')} required />
      <Steps form={form} />
    </Form>
  );
}

export default function MacroPage() {
  const { t } = useTranslation();
  const { id, isNew, back, savedAndBack } = useOneOf('/settings/macros');
  const params = { path: { macro: id } };
  const macro = useQuery({
    queryKey: ['macro', id],
    queryFn: () => said(api.GET('/macros/{macro}', { params })),
    enabled: !isNew,
  });
  return (
    <SettingsPage
      title={isNew ? t('macros.add') : (macro.data?.name ?? '')}
      up={{ to: '/settings/macros', label: t('macros.title') }}
      actions={
        macro.data && (
          <ConfirmButton
            label={t('form.archive')}
            explain={t('macros.archive_explain', { name: macro.data.name })}
            size="xs"
            act={() => {
              const query = { version: macro.data.version };
              return said(api.DELETE('/macros/{macro}', { params: { ...params, query } }));
            }}
            done={back}
            stale={['macro', 'macros']}
          />
        )
      }
    >
      {isNew ? (
        <MacroForm done={savedAndBack} />
      ) : (
        <Loaded query={macro}>
          {row => <MacroForm key={row.id} macro={row} done={savedAndBack} />}
        </Loaded>
      )}
    </SettingsPage>
  );
}
