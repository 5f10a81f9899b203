import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { RowLink } from '~/ui/RowLink';
import { TimeLeft } from '~/ui/TimeLeft';
import classes from './promises.module.css';

interface Props {
  promise: Schemas['OwedPromise'];
  isCurrent: boolean;
}

/// What is owed, to whom, in which case, and how long there is.
export function PromiseRow({ promise: p, isCurrent }: Props) {
  const { t } = useTranslation();
  return (
    <li className={classes.row} data-row={p.id} data-current={isCurrent || undefined}>
      <TimeLeft owed={p} />
      <div className={classes.what}>
        <RowLink to={`/case/${p.case_id}`} className={classes.link}>
          <b>{t(`promise.${p.kind}`)}</b> · <bdi>{p.customer_name}</bdi>
        </RowLink>
        <div className={classes.subject}>
          <bdi>{p.what || p.subject}</bdi>
        </div>
      </div>
      <div className={classes.aside}>
        {p.source === 'word' && <Badge variant="light">{t('promises.my_word')}</Badge>}
        {p.source === 'recovery' && (
          <Badge variant="light" color="red">
            {t('promises.recovery')}
          </Badge>
        )}
        {(p.priority === 'high' || p.priority === 'urgent') && (
          <Badge variant="outline" color="gray">
            {t(`priority.${p.priority}`)}
          </Badge>
        )}
        <bdi className={classes.number}>{p.case_number}</bdi>
      </div>
    </li>
  );
}
