import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { type Action, actionsFor } from './actions';

interface Props {
  row: Schemas['CaseRow'];
  act: (action: Action) => void;
}

export default function ActionMenu({ row, act }: Props) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          style={{ flex: 'none' }}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('case.actions')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {actionsFor(row).map(({ action, icon: Icon, keys }) => (
          <Menu.Item
            key={action}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={keys && <kbd>{keys}</kbd>}
            onClick={() => act(action)}
          >
            {t(`action.${action}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
