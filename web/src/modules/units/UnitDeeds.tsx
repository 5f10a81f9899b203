import { Button, Menu } from '@mantine/core';
import {
  IconArrowMerge,
  IconChevronDown,
  IconMapPin,
  IconPencil,
  IconUserShare,
} from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '~/app/keys';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { withTexts } from '~/i18n';
import { type UnitDeed, unitDeeds } from './deeds';
import type { Unit } from './queries';

const UnitDialog = lazy(() => withTexts(['forms'], () => import('./UnitDialog')));

const icons: Record<UnitDeed, typeof IconPencil> = {
  owner: IconUserShare,
  moved: IconMapPin,
  change: IconPencil,
  merge: IconArrowMerge,
};

/// What can be done with it; each also by its name in the palette.
export default function UnitDeeds({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const may = useMay();
  const [deed, setDeed] = useState<UnitDeed>();
  // Who may not read customers finds none to give it to.
  const deeds = unitDeeds.filter(one => one !== 'owner' || may('customers_read'));
  useKeys(
    deeds.map(one => ({
      keys: '',
      label: t(`unit_deed.${one}`),
      run: () => setDeed(one),
    })),
  );
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            size="sm"
            variant="default"
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('unit.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {deeds.map(one => {
            const Icon = icons[one];
            return (
              <Menu.Item
                key={one}
                leftSection={<Icon size={16} aria-hidden />}
                onClick={() => setDeed(one)}
              >
                {t(`unit_deed.${one}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {deed && <UnitDialog deed={deed} unit={unit} close={() => setDeed(undefined)} />}
      </Suspense>
    </>
  );
}
