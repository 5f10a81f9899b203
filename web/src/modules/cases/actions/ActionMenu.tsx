import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../case/queries';
import { type Act, actionsFor } from './actions';
import { icons } from './icons';

interface Props {
  view: CaseView;
  act: Act;
  isAwaited: boolean; // pressed before it was here
  came: () => void;
}

export default function ActionMenu({ view, act, isAwaited, came }: Props) {
  const { t } = useTranslation();
  // What is offered stays where it is while one chooses, whatever happens to the case meanwhile.
  const [offered, setOffered] = useState(() => actionsFor(view));
  // biome-ignore lint/correctness/useExhaustiveDependencies: it comes once
  useEffect(came, []);
  return (
    <Menu
      position="bottom-end"
      width={280}
      defaultOpened={isAwaited}
      onOpen={() => setOffered(actionsFor(view))}
    >
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
        {offered.map(({ action, keys }) => {
          const Icon = icons[action];
          return (
            <Menu.Item
              key={action}
              leftSection={<Icon size={16} aria-hidden />}
              rightSection={keys && <kbd>{keys}</kbd>}
              onClick={() => act(action)}
            >
              {t(`action.${action}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
