import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '~/ui/Dialog';
import { ChangeUnit } from './ChangeUnit';
import type { DeedProps, UnitDeed } from './deeds';
import { MergeUnit } from './MergeUnit';
import { MoveUnit } from './MoveUnit';
import { NewOwner } from './NewOwner';
import type { UnitSummary } from './queries';

const deeds: Record<UnitDeed, ComponentType<DeedProps>> = {
  owner: NewOwner,
  moved: MoveUnit,
  change: ChangeUnit,
  merge: MergeUnit,
};

interface Props extends Pick<DeedProps, 'unit' | 'close'> {
  deed: UnitDeed;
}

export default function UnitDialog({ deed, unit, close }: Props) {
  const { t } = useTranslation();
  // What was found to stand twice while it was changed is joined instead.
  const [twin, join] = useState<UnitSummary>();
  const now = twin ? 'merge' : deed;
  const Deed = deeds[now];
  return (
    <Dialog title={t(`unit_deed.${now}`)} close={close}>
      <Deed unit={unit} close={close} twin={twin} join={join} />
    </Dialog>
  );
}
