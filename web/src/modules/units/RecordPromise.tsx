import { List, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { nameIn } from '~/modules/sale_promises/names';
import { templates as templatesQuery } from '~/modules/sale_promises/queries';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { Unit } from './queries';

interface Props {
  unit: Unit;
  close: () => void;
}

/// What was promised with one of its sales, by template. Told again, nothing is doubled.
export default function RecordPromise({ unit, close }: Props) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const sales = unit.sales.filter(sale => sale.state !== 'voided');
  const templates = (useQuery(templatesQuery).data ?? []).filter(one => one.state === 'active');
  const [sale, setSale] = useState(sales.at(-1)?.id ?? '');
  const [template, setTemplate] = useState<string | null>(null);
  const [key] = useState(newKey);
  const chosen = templates.find(one => one.id === template);
  const params = { path: { sale }, header: { 'Idempotency-Key': key } };
  return (
    <Dialog title={t('sale_promise.record')} close={close}>
      <QuickForm
        freshens={['unit', unit.summary.id]}
        close={close}
        explain={t('sale_promise.record_explain')}
        go={t('sale_promise.record_go')}
        fields={['template_id']}
        isReady={template !== null}
        send={() =>
          said(api.POST('/sales/{sale}/promises', { params, body: { template_id: template } }))
        }
      >
        {refusal => (
          <>
            {sales.length > 1 && (
              <Select
                label={t('unit.sales')}
                allowDeselect={false}
                data={sales.map(one => ({
                  value: one.id,
                  label: [formats.date(one.sold_on), one.seller].filter(Boolean).join(' · '),
                }))}
                value={sale}
                onChange={value => setSale(value ?? '')}
              />
            )}
            <Select
              label={t('sale_promise.template')}
              description={templates.length === 0 ? t('sale_promise.no_templates') : undefined}
              data-autofocus
              allowDeselect={false}
              error={problemOf(refusal, 'template_id')}
              data={templates.map(one => ({
                value: one.id,
                label: nameIn(one.names, i18n.language),
              }))}
              value={template}
              onChange={setTemplate}
            />
            {chosen && (
              <>
                <Text size="sm" fw={600}>
                  {t('sale_promise.will_promise')}
                </Text>
                <List size="sm">
                  {chosen.promises.map((one, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: promises have no other name
                    <List.Item key={at}>
                      <bdi>{nameIn(one.names, i18n.language)}</bdi>
                      {one.form === 'quantity' && ` × ${formats.number(one.quantity ?? 0)}`}
                    </List.Item>
                  ))}
                </List>
              </>
            )}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
