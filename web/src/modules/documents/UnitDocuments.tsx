import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { unitQuery } from '~/modules/units/queries';
import { Failure } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import { Documents } from './Documents';

export default function UnitDocuments() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const unit = useQuery(unitQuery(id));
  if (unit.isPending) return <Loading />;
  if (unit.isError) return <Failure error={unit.error} again={() => void unit.refetch()} />;
  const { title, serial } = unit.data.summary;
  return (
    <Documents
      about={{ of: 'unit', id }}
      up={{ to: `/unit/${id}`, label: t('documents.to_unit') }}
      name={
        <>
          <bdi>{title}</bdi> <bdi>{serial}</bdi>
        </>
      }
    />
  );
}
