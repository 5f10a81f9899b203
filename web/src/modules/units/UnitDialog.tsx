import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '~/ui/Dialog';
import { ChangeUnit } from './ChangeUnit';
import type { DeedProps, UnitDeed } from './deeds';
import { MergeUnit } from './MergeUnit';
import { MoveUnit } from './MoveUnit';
import { NewOwner } from './NewOwner';

const deeds: Record<UnitDeed, ComponentType<DeedProps>> = {
  owner: NewOwner,
  moved: MoveUnit,
  change: ChangeUnit,
  merge: MergeUnit,
};

export default function UnitDialog({ deed, ...rest }: DeedProps & { deed: UnitDeed }) {
  const { t } = useTranslation();
  const Deed = deeds[deed];
  return (
    <Dialog title={t(`unit_deed.${deed}`)} close={rest.close}>
      <Deed {...rest} />
    </Dialog>
  );
}
