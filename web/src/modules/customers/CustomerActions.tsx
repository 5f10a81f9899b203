import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useKeys } from '~/app/keys';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { withTexts } from '~/i18n';
import { type CustomerForm, customerForms } from './forms/forms';

const CustomerDialog = lazy(() =>
  withTexts(['forms', 'her_word'], () => import('./forms/CustomerDialog')),
);

/// What can be written into her file; each also by its name in the palette.
interface Props {
  file: Schemas['CustomerFile'];
  keys?: boolean; // beside a case the letters are the case's
}

export default function CustomerActions({ file, keys = true }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const [form, setForm] = useState<CustomerForm>();
  const canWrite = may('customers_write') && file.customer.state === 'active';
  useKeys(
    canWrite
      ? customerForms.map(one => ({
          keys: keys && one === 'profile' ? 'e' : '',
          label: t(`customer.${one}`),
          run: () => setForm(one),
        }))
      : [],
  );
  if (!canWrite) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('customer.write')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {customerForms.map(one => (
            <Menu.Item key={one} onClick={() => setForm(one)}>
              {t(`customer.${one}`)}
            </Menu.Item>
          ))}
          {may('customers_erase') && (
            <Menu.Item
              component="a"
              href={`/api/v1/customers/${file.customer.id}/export`}
              download={`${file.customer.id}.json`}
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t('customer.export')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {form && <CustomerDialog form={form} file={file} close={() => setForm(undefined)} />}
      </Suspense>
    </>
  );
}
