import { QuickForm, type QuickFormProps } from '~/ui/QuickForm';
import type { CaseView } from '../case/queries';

type Props = Omit<QuickFormProps, 'freshens'> & { view: CaseView };

export function ActionForm({ view, ...rest }: Props) {
  return <QuickForm freshens={['case', view.summary.id]} {...rest} />;
}
