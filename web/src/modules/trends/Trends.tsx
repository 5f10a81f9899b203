import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Counting } from '~/ui/Counting';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Figure } from '~/ui/Figure';
import { Files } from '~/ui/Files';
import classes from '~/ui/figures.module.css';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { Filters } from './Filters';
import { type Measure, pictures, type Report } from './measures';
import { PictureBlock } from './PictureBlock';
import { useWords } from './useWords';
import { asQuery, fileAt, useWish } from './wish';

const heads: Measure[] = [
  { name: 'opened', as: 'count' },
  { name: 'answer_working_median_seconds', as: 'span' },
  { name: 'kept_percent', as: 'percent' },
  { name: 'reopened_percent', as: 'percent' },
  { name: 'satisfied_percent', as: 'percent' },
  { name: 'content_percent', as: 'percent' },
];

function Heads({ report }: { report: Report }) {
  const { t } = useTranslation();
  const words = useWords(report);
  const { total } = report;
  const span = { from_on: report.from_on, through_on: report.through_on, zone: report.zone };
  const ways = {
    kept_percent: { to: '/recovery', search: span },
    content_percent: { to: '/ratings' },
  } as Partial<Record<Measure['name'], { to: string; search?: Record<string, string> }>>;
  const notes = {
    kept_percent: t('trends.kept_of', { kept: total.kept, all: total.kept + total.broken }),
    satisfied_percent: t('trends.satisfied_of', { n: total.satisfied, all: total.closed }),
    reopened_percent: t('trends.reopened_of', { n: total.reopened, all: total.closed }),
    content_percent: t('trends.content_of', { n: total.content, all: total.rated }),
  } as Partial<Record<Measure['name'], string>>;
  return (
    <div className={classes.row}>
      {heads.map(measure => (
        <Figure
          key={measure.name}
          label={t(`figure.${measure.name}`)}
          value={words.value(total, measure)}
          note={notes[measure.name]}
          way={ways[measure.name]}
        />
      ))}
    </div>
  );
}

/// How it went: answer times, kept promises, content customers, over a span.
export default function Trends() {
  const { t } = useTranslation();
  const [wish, use] = useWish();
  const found = useQuery({
    queryKey: ['trends', wish],
    queryFn: () => said(api.GET('/reports/trends', { params: { query: asQuery(wish) } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failure error={found.error} again={() => use({})} />;
  const report = found.data;
  const isEmpty = report.points.length === 0;
  return (
    <>
      <Heading title={t('trends.title')}>
        <Files at={format => fileAt('trends', wish, format)} />
      </Heading>
      <Filters wish={wish} shown={report} use={use} />
      <div aria-busy={found.isPlaceholderData}>
        {isEmpty ? (
          <Empty title={t('trends.none')} text={t('trends.none_text')} />
        ) : (
          <>
            <Heads report={report} />
            {pictures.map(picture => (
              <PictureBlock key={picture.title} report={report} picture={picture} />
            ))}
          </>
        )}
      </div>
      <Counting
        lines={[
          t('trends.counting_answers'),
          t('trends.counting_percentiles'),
          t('trends.counting_working'),
          t('trends.counting_kept'),
          t('trends.counting_reopened'),
          t('trends.counting_satisfied'),
          t('trends.counting_content'),
          t('trends.counting_groups'),
          t('trends.counting_days'),
        ]}
      />
    </>
  );
}
