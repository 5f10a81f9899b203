import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { caseQuery } from '~/modules/cases/case/queries';
import { Failure } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import { Documents } from './Documents';

export default function CaseDocuments() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useQuery(caseQuery(id));
  if (shown.isPending) return <Loading />;
  if (shown.isError) return <Failure error={shown.error} again={() => void shown.refetch()} />;
  const { number, subject } = shown.data.summary;
  return (
    <Documents
      about={{ of: 'case', id }}
      up={{ to: `/case/${id}`, label: t('documents.to_case') }}
      name={
        <>
          <bdi>{number}</bdi> · <bdi>{subject}</bdi>
        </>
      }
    />
  );
}
