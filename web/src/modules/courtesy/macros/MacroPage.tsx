import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Form } from '~/ui/form/Form';
import { TextField } from '~/ui/form/fields';
import { useForm } from '~/ui/form/useForm';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import { Steps, type Values } from './Steps';

type Macro = Schemas['Macro'];
const valuesOf = (macro?: Macro): Values => ({
  name: macro?.name ?? '',
  actions: macro?.actions ?? [],
});

function MacroForm({ macro, done }: { macro?: Macro; done: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const path = { macro: macro?.id ?? '' };
  const form = useForm<Values, Macro>({
    place: `macro.${macro?.id ?? 'new'}`,
    start: valuesOf(macro),
    version: macro?.version,
    save: (values, version, key) => {
      const header = { 'Idempotency-Key': key };
      return macro
        ? said(api.PUT('/macros/{macro}', { params: { path }, body: { ...values, version } }))
        : said(api.POST('/macros', { params: { header }, body: values }));
    },
    current:
      macro &&
      (async () => {
        const now = await said(api.GET('/macros/{macro}', { params: { path } }));
        return { values: valuesOf(now), version: now.version };
      }),
    done: () => {
      for (const noun of ['macro', 'macros']) void client.invalidateQueries({ queryKey: [noun] });
      done();
    },
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
  const navigate = useNavigate();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const isNew = id === 'new';
  const params = { path: { macro: id } };
  const macro = useQuery({
    queryKey: ['macro', id],
    queryFn: () => said(api.GET('/macros/{macro}', { params })),
    enabled: !isNew,
  });
  const home = () => void navigate({ to: '/settings/macros' });
  function done() {
    tell(t('form.saved'));
    home();
  }
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
            done={home}
            stale={['macro', 'macros']}
          />
        )
      }
    >
      {isNew ? (
        <MacroForm done={done} />
      ) : (
        <Loaded query={macro}>{row => <MacroForm key={row.id} macro={row} done={done} />}</Loaded>
      )}
    </SettingsPage>
  );
}
