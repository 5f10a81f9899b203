import { Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '~/ui/Dialog';
import { keysNow } from './keys';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function KeyText({ keys }: { keys: string }) {
  const parts = keys.split(' ').map(k => k.replace('mod+', isMac ? '⌘ ' : 'Ctrl '));
  return (
    <bdi dir="ltr">
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the two keys of a pair may be the same
        <span key={i}>
          {i > 0 && ' '}
          <kbd>{part}</kbd>
        </span>
      ))}
    </bdi>
  );
}

export default function KeyList({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const [keys] = useState(keysNow);
  return (
    <Dialog title={t('keys.title')} close={close}>
      <Table>
        <Table.Tbody>
          {keys.map(key => (
            <Table.Tr key={key.keys}>
              <Table.Td w={110}>
                <KeyText keys={key.keys} />
              </Table.Td>
              <Table.Td>{key.label}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
