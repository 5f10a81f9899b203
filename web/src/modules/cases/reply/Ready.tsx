import { Button, Menu } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { macros as macrosQuery, templates as templatesQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { customerQuery } from '~/modules/customers/queries';
import { tell, tellFailure } from '~/ui/notify';
import type { CaseView } from '../case/queries';

/// Texts to begin from, in the customer's language and form of address.
export function Templates({ view, insert }: { view: CaseView; insert: (text: string) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const { language, customer_id } = view.summary;
  const customer = useQuery({ ...customerQuery(customer_id), enabled: may('customers_read') });
  const templates = useQuery(templatesQuery);
  const fitting = (templates.data ?? []).filter(
    one => (one.kind ?? 'reply') === 'reply' && one.languages.includes(language),
  );
  const take = useMutation({
    mutationFn: (template: string) =>
      said(api.GET('/templates/{template}', { params: { path: { template } } })),
    onSuccess: template => {
      const formality = customer.data?.customer.formality ?? 'formal';
      const texts = template.texts.filter(text => text.language === language);
      const text = texts.find(one => one.formality === formality) ?? texts[0];
      if (text) insert(text.body.replace('{text}', '').trim());
    },
    onError: tellFailure,
  });
  if (fitting.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle">
          {t('reply.templates')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {fitting.map(one => (
          <Menu.Item key={one.id} onClick={() => take.mutate(one.id)}>
            <bdi>{one.name}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/// Several steps on the case by one choice.
export function Macros({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const macros = useQuery(macrosQuery);
  const run = useMutation({
    mutationFn: (macro: string) =>
      said(
        api.POST('/cases/{case}/macros/{macro}', {
          params: { path: { case: view.summary.id, macro } },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['case', view.summary.id] });
      tell(t('reply.macro_done'));
    },
    onError: tellFailure,
  });
  if (!macros.data?.length) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" loading={run.isPending}>
          {t('reply.macros')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {macros.data.map(macro => (
          <Menu.Item key={macro.id} onClick={() => run.mutate(macro.id)}>
            <bdi>{macro.name}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
